package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.plan.SortKey;
import java.util.List;

/**
 * The order that sort keys define over dense batches: by numbers that stand for a row's keys, of
 * which there are two kinds. A {@link KeyPacking} says everything, but depends on the ranges of the
 * keys; a prefix of the first key can always be had and never contradicts the order.
 */
final class SortOrder {
  private final List<SortKey> keys;

  SortOrder(List<SortKey> keys) {
    this.keys = keys;
  }

  /** A dense batch made ready to be compared. */
  record Prepared(Batch batch, long[] prefixes, KeyColumn[] keys) {}

  Prepared prepare(Batch batch) {
    return new Prepared(batch, prefixes(batch), keyColumns(batch));
  }

  /** Ranges to be filled. */
  KeyRanges ranges() {
    return new KeyRanges(keys);
  }

  /** How to pack keys of such ranges, or null if they do not fit. */
  KeyPacking packing(KeyRanges ranges) {
    return KeyPacking.of(keys, ranges);
  }

  int keys() {
    return keys.size();
  }

  /** A key's column, not constant. */
  Column column(Batch batch, int key) {
    return Columns.flatten(batch.column(keys.get(key).column()), batch.rows());
  }

  KeyColumn[] keyColumns(Batch batch) {
    KeyColumn[] columns = new KeyColumn[keys.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = KeyColumn.of(column(batch, i), keys.get(i));
    }
    return columns;
  }

  KeyColumn[][] keyColumns(List<Batch> batches) {
    return batches.stream().map(this::keyColumns).toArray(KeyColumn[][]::new);
  }

  /** Signed numbers, one a row, by which rows may be ordered as far as they differ. */
  long[] prefixes(Batch batch) {
    if (keys.isEmpty()) {
      return new long[batch.rows()];
    }
    return KeyColumn.of(column(batch, 0), keys.getFirst()).prefixes(batch.rows());
  }

  /** The same in an array that may be longer; there must be keys. */
  void prefixes(Batch batch, long[] out) {
    KeyColumn.of(column(batch, 0), keys.getFirst()).prefixes(out, batch.rows());
  }

  int compare(Prepared left, int leftRow, Prepared right, int rightRow) {
    int byPrefix = Long.compare(left.prefixes[leftRow], right.prefixes[rightRow]);
    return byPrefix != 0 ? byPrefix : compare(left.keys, leftRow, right.keys, rightRow);
  }

  static int compare(KeyColumn[] left, int leftRow, KeyColumn[] right, int rightRow) {
    return compare(left, leftRow, right, rightRow, 0);
  }

  /** Compares by all keys from one on. */
  static int compare(KeyColumn[] left, int leftRow, KeyColumn[] right, int rightRow, int firstKey) {
    for (int i = firstKey; i < right.length; i++) {
      int order = left[i].compare(leftRow, right[i], rightRow);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
