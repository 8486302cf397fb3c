package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;

/** Rows of a batch with the group of each: what accumulators take. Reused from chunk to chunk. */
final class GroupedRows {
  /** Row numbers in the batch. */
  final int[] rows;

  /** The group of each row. */
  final int[] groups;

  int count;

  /** Groups that existed before this chunk of the batch. */
  int groupsBefore;

  /** Groups that exist now. */
  int groupsNow;

  /** Whether every group that this chunk made has a row here. */
  boolean complete;

  private final GroupRuns runs;
  private boolean counted;
  private boolean ordered;

  GroupedRows(int capacity) {
    rows = new int[capacity];
    groups = new int[capacity];
    runs = new GroupRuns(capacity);
  }

  /** New rows have been put in. */
  void changed() {
    counted = false;
    ordered = false;
  }

  /** The rows ordered by group where there are few groups and many rows, else null. */
  GroupRuns runs() {
    GroupRuns found = runLengths();
    if (found != null && !ordered) {
      runs.order(this);
      ordered = true;
    }
    return found;
  }

  /** The same, with only the numbers of rows valid. */
  GroupRuns runLengths() {
    if (groupsNow > GroupRuns.MOST_GROUPS || count < GroupRuns.ROWS_PER_GROUP * groupsNow) {
      return null;
    }
    if (!counted) {
      runs.count(this);
      counted = true;
    }
    return runs;
  }

  private void begin(GroupedRows from) {
    groupsBefore = from.groupsBefore;
    groupsNow = from.groupsNow;
    count = 0;
    counted = false;
    ordered = false;
  }

  /** Takes over the rows where the flag is true. */
  void keepTrue(GroupedRows from, byte[] flags, Column column) {
    begin(from);
    for (int i = 0; i < from.count; i++) {
      int row = from.rows[i];
      rows[count] = row;
      groups[count] = from.groups[i];
      count += column.isNull(row) ? 0 : flags[row];
    }
    complete = from.complete && count == from.count;
  }

  /** Takes over the rows whose validity bit is as wanted: 1 for values, 0 for NULLs. */
  void keepValid(GroupedRows from, long[] validity, int wanted) {
    begin(from);
    for (int i = 0; i < from.count; i++) {
      int row = from.rows[i];
      rows[count] = row;
      groups[count] = from.groups[i];
      count += (int) (validity[row >> 6] >>> row & 1) ^ wanted ^ 1;
    }
    complete = from.complete && count == from.count;
  }

  /** Takes over the rows at these positions. */
  void keepAt(GroupedRows from, int[] positions, int positionCount) {
    begin(from);
    count = positionCount;
    for (int i = 0; i < positionCount; i++) {
      rows[i] = from.rows[positions[i]];
      groups[i] = from.groups[positions[i]];
    }
    complete = false;
  }
}
