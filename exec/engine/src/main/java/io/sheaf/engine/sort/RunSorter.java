package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.engine.QueryContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts rows of several batches where they are, by numbers made of their keys; where these are mere
 * prefixes, {@link TieSort} goes on. Stable. For one thread.
 */
final class RunSorter {
  /** Of more text keys the numbers would not fit what {@link PairSort} needs later. */
  private static final int MOST_TEXTS = 3;

  private final SortOrder order;
  private final QueryContext query;

  RunSorter(SortOrder order, QueryContext query) {
    this.order = order;
    this.query = query;
  }

  /** Bytes that sorting so many rows needs beyond the batches. */
  static long workingBytes(long rows) {
    return rows * PairSort.PAIR_BYTES;
  }

  /** Bits that every row number of the batches fits. */
  static int rowBits(int mostRows) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(mostRows - 1);
  }

  /** Whether so many batches of so many rows can be numbered. */
  static boolean fits(int batches, int mostRows, long rows) {
    return rows < Integer.MAX_VALUE - 8
        && (long) batches << rowBits(Math.max(1, mostRows)) <= Integer.MAX_VALUE;
  }

  /**
   * All rows in order.
   *
   * @param batches without selections, as many as {@link #fits}
   * @param ranges of their keys
   */
  SortedRows sort(List<Batch> batches, KeyRanges ranges) {
    query.checkCancelled();
    int rows = 0;
    int mostRows = 1;
    for (Batch batch : batches) {
      rows += batch.rows();
      mostRows = Math.max(mostRows, batch.rows());
    }
    int rowBits = rowBits(mostRows);
    int[] ids = new int[rows];
    int at = 0;
    for (int b = 0; b < batches.size(); b++) {
      for (int i = 0; i < batches.get(b).rows(); i++) {
        ids[at++] = b << rowBits | i;
      }
    }
    List<List<Column>> columns = new ArrayList<>();
    for (int key = 0; key < order.keys(); key++) {
      int k = key;
      columns.add(batches.stream().map(batch -> order.column(batch, k)).toList());
    }
    KeyPacking packing = packing(batches, columns, ranges);
    long[] keys = new long[rows];
    at = 0;
    for (int b = 0; b < batches.size(); b++) {
      int batch = b;
      int count = batches.get(b).rows();
      if (packing != null) {
        packing.pack(columns.stream().map(key -> key.get(batch)).toList(), count, keys, at);
      } else {
        System.arraycopy(order.prefixes(batches.get(b)), 0, keys, at, count);
      }
      at += count;
    }
    PairSort pairs = new PairSort(keys, ids, query);
    pairs.sort();
    SortedRows sorted = new SortedRows(batches, rowBits, ids, keys, packing);
    if (packing == null) {
      new TieSort(sorted, order, pairs, query).sort();
    }
    return sorted;
  }

  /**
   * A packing of the keys; or null if there is none.
   *
   * @param columns by key and batch; numbers take the place of texts if there is a packing
   */
  private KeyPacking packing(List<Batch> batches, List<List<Column>> columns, KeyRanges ranges) {
    int[] rows = batches.stream().mapToInt(Batch::rows).toArray();
    int texts = 0;
    for (int key = 0; ranges.integers() && key < columns.size(); key++) {
      if (ranges.isText(key)) {
        TextPlaces.Found found =
            texts++ < MOST_TEXTS ? TextPlaces.of(columns.get(key), rows) : null;
        if (found == null) {
          return null;
        }
        ranges.add(key, found.texts());
        columns.set(key, found.places());
      }
    }
    return order.packing(ranges);
  }
}
