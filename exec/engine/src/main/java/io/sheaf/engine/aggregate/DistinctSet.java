package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.Arrays;

/** The (group, value) pairs that DISTINCT aggregates have met; values are never NULL. */
final class DistinctSet {
  private static final int FEW_GROUPS = 1 << 10;

  private final GroupIndex pairs;
  private int[] groupByRow = new int[0];

  DistinctSet(DataType type, long hashMask, MemoryLease lease) {
    Schema schema =
        Schema.of(
            new Field("group", DataType.Simple.INTEGER, false), new Field("value", type, false));
    pairs = AdaptiveGroups.of(schema, hashMask, lease);
  }

  /** The pairs: group, value. */
  GroupIndex pairs() {
    return pairs;
  }

  int size() {
    return pairs.groups();
  }

  /** Announces so many pairs at most, whose values are within the bounds of another set's. */
  void expect(DistinctSet other, long most) {
    PackedGroups ours = pairs.packed();
    PackedGroups theirs = other.pairs.packed();
    if (ours != null && theirs != null) {
      ours.expect(theirs, most);
    }
  }

  /**
   * Makes room for some rows, whose groups need not be known yet.
   *
   * @param groups a bound for group numbers
   * @param batchRows length of the value column
   */
  boolean tryReserve(Column values, GroupedRows in, int count, int groups, int batchRows) {
    if (groupByRow.length < batchRows) {
      groupByRow = new int[batchRows];
    }
    // Numbers that outgrow their bounds make all pairs move.
    pairs.expect(0, 0, groups < FEW_GROUPS ? groups : 4L * groups);
    return pairs.tryReserve(keys(values), in.rows, count) >= 0;
  }

  private Column[] keys(Column values) {
    return new Column[] {new IntColumn(DataType.Simple.INTEGER, groupByRow), values};
  }

  /** Puts into {@code out} the rows whose pair was not there yet; now it is. */
  void keepNew(Column values, GroupedRows in, GroupedRows out, int[] scratch) {
    for (int i = 0; i < in.count; i++) {
      groupByRow[in.rows[i]] = in.groups[i];
    }
    pairs.find(keys(values), in.rows, in.count, scratch);
    out.keepAt(in, pairs.fresh(), pairs.freshCount());
  }

  /** The groups of these pairs. */
  int[] groups(int[] wanted, int count) {
    return ((IntColumn) pairs.key(0, wanted, count)).values();
  }

  Column values(int[] wanted, int count) {
    return pairs.key(1, wanted, count);
  }

  void spareMemory() {
    pairs.spareMemory();
  }

  void clear() {
    pairs.clear();
    Arrays.fill(groupByRow, 0);
  }
}
