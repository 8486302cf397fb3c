package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.plan.SortKey;
import java.util.List;

/**
 * The order that sort keys define over dense batches. A batch is prepared once: each key becomes a
 * {@link KeyColumn} and the first key also an unsigned 64-bit prefix per row that never contradicts
 * the order, so that most comparisons need not look at the columns.
 */
final class SortOrder {
  private final List<SortKey> keys;

  SortOrder(List<SortKey> keys) {
    this.keys = keys;
  }

  /** A dense batch made ready to be compared. */
  record Prepared(Batch batch, long[] prefixes, KeyColumn[] keys) {
    int rows() {
      return batch.rows();
    }
  }

  Prepared prepare(Batch batch) {
    KeyColumn[] columns = new KeyColumn[keys.size()];
    for (int i = 0; i < columns.length; i++) {
      Column column = Columns.flatten(batch.column(keys.get(i).column()), batch.rows());
      columns[i] = KeyColumn.of(column, keys.get(i));
    }
    long[] prefixes =
        columns.length == 0 ? new long[batch.rows()] : columns[0].prefixes(batch.rows());
    return new Prepared(batch, prefixes, columns);
  }

  /** Whether {@code keys} say nothing, so that any order will do. */
  boolean isTrivial() {
    return keys.isEmpty();
  }

  int compare(Prepared left, int leftRow, Prepared right, int rightRow) {
    int byPrefix = Long.compareUnsigned(left.prefixes[leftRow], right.prefixes[rightRow]);
    return byPrefix != 0 ? byPrefix : compareKeys(left, leftRow, right, rightRow);
  }

  private static int compareKeys(Prepared left, int leftRow, Prepared right, int rightRow) {
    KeyColumn[] rightKeys = right.keys;
    for (int i = 0; i < rightKeys.length; i++) {
      int order = left.keys[i].compare(leftRow, rightKeys[i], rightRow);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
