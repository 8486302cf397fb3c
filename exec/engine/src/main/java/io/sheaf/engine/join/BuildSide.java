package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;

/**
 * Build rows in memory with the table over their keys: the whole right input, or the part of it
 * that is being joined. Shared by all drivers; only {@link #matched} changes.
 */
final class BuildSide {
  private final Batch rows;
  private final JoinTable table;
  private final NullFacts nulls;
  private final int[] nullRows;

  /**
   * Per build row whether it has found a match; null where nobody asks. Drivers write it without
   * locks (only ever from 0 to 1) and read it when all of them have finished probing.
   */
  private final byte[] matched;

  /**
   * What is known of the whole right input, whatever part of it is here.
   *
   * @param hasNullKey whether it has a NULL key that equals nothing
   */
  record NullFacts(boolean empty, boolean hasNullKey) {}

  BuildSide(JoinShape shape, Batch rows, JoinTable table, NullFacts nulls) {
    this.rows = rows;
    this.table = table;
    this.nulls = nulls;
    this.matched = shape.kind().tracksRight() ? new byte[rows.rows()] : null;
    this.nullRows = shape.nullAwareResidual() ? nullRows(shape, rows) : null;
  }

  private static int[] nullRows(JoinShape shape, Batch rows) {
    var key = rows.column(shape.buildKeys()[0]);
    int count = 0;
    for (int row = 0; row < rows.rows(); row++) {
      count += key.isNull(row) ? 1 : 0;
    }
    int[] found = new int[count];
    count = 0;
    for (int row = 0; row < rows.rows(); row++) {
      if (key.isNull(row)) {
        found[count++] = row;
      }
    }
    return found;
  }

  /** All rows: dense, in the build schema, no column constant. */
  Batch rows() {
    return rows;
  }

  JoinTable table() {
    return table;
  }

  NullFacts nulls() {
    return nulls;
  }

  byte[] matched() {
    return matched;
  }

  /**
   * Rows whose key is NULL, where the unknown comparisons with them matter row by row; else null.
   */
  int[] nullRows() {
    return nullRows;
  }

  /** Marks all rows with the key of this first row. */
  void markKey(int head) {
    int[] next = table.next();
    if (next == null) {
      matched[head] = 1;
    } else if (matched[head] == 0) {
      for (int row = head; row >= 0; row = next[row]) {
        matched[row] = 1;
      }
    }
  }
}
