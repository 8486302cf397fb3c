package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import io.sheaf.engine.QueryContext;
import java.util.Arrays;
import java.util.List;

/**
 * Sorts rows of several batches where they are, by numbers made of their keys; where these are mere
 * prefixes, rows with equal ones by a bottom-up merge sort. Stable. For one thread.
 */
final class RunSorter {
  private static final int INSERTION_ROWS = 12;

  /** Rows between two looks at whether the query was cancelled. */
  private static final int CHECK_ROWS = 1 << 16;

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
    KeyPacking packing = order.packing(ranges);
    long[] keys = new long[rows];
    at = 0;
    for (Batch batch : batches) {
      if (packing != null) {
        packing.pack(batch, keys, at);
      } else {
        System.arraycopy(order.prefixes(batch), 0, keys, at, batch.rows());
      }
      at += batch.rows();
    }
    new PairSort(keys, ids, query).sort();
    SortedRows sorted = new SortedRows(batches, rowBits, ids, keys, packing);
    if (packing == null) {
      sortTies(sorted);
    }
    return sorted;
  }

  private void sortTies(SortedRows rows) {
    KeyColumn[][] columns = order.keyColumns(rows.batches());
    long[] keys = rows.keys();
    int start = 0;
    while (start < keys.length) {
      int end = start + 1;
      while (end < keys.length && keys[end] == keys[start]) {
        end++;
      }
      if (end - start > 1) {
        new Ties(rows, columns).sort(start, end);
      }
      start = end;
    }
  }

  /** Rows that only their columns tell apart. */
  private final class Ties {
    private final SortedRows rows;
    private final KeyColumn[][] columns;
    private final int rowMask;

    Ties(SortedRows rows, KeyColumn[][] columns) {
      this.rows = rows;
      this.columns = columns;
      this.rowMask = (1 << rows.rowBits()) - 1;
    }

    private int compare(int a, int b) {
      return SortOrder.compare(
          columns[a >>> rows.rowBits()], a & rowMask, columns[b >>> rows.rowBits()], b & rowMask);
    }

    void sort(int start, int end) {
      int[] ids = rows.ids();
      for (int at = start; at < end; at += INSERTION_ROWS) {
        insertionSort(ids, at, Math.min(end, at + INSERTION_ROWS));
      }
      if (end - start <= INSERTION_ROWS) {
        return;
      }
      int count = end - start;
      int[] from = Arrays.copyOfRange(ids, start, end);
      int[] to = new int[count];
      for (long width = INSERTION_ROWS; width < count; width *= 2) {
        for (long left = 0; left < count; left += 2 * width) {
          int middle = (int) Math.min(count, left + width);
          merge(from, to, (int) left, middle, (int) Math.min(count, left + 2 * width));
        }
        int[] swap = from;
        from = to;
        to = swap;
      }
      System.arraycopy(from, 0, ids, start, count);
    }

    private void insertionSort(int[] ids, int start, int end) {
      for (int i = start + 1; i < end; i++) {
        int id = ids[i];
        int j = i - 1;
        while (j >= start && compare(ids[j], id) > 0) {
          ids[j + 1] = ids[j];
          j--;
        }
        ids[j + 1] = id;
      }
    }

    private void merge(int[] from, int[] to, int start, int middle, int end) {
      query.checkCancelled();
      if (middle >= end || compare(from[middle - 1], from[middle]) <= 0) {
        System.arraycopy(from, start, to, start, end - start);
        return;
      }
      int left = start;
      int right = middle;
      for (int at = start; at < end; at++) {
        if ((at & CHECK_ROWS - 1) == 0) {
          query.checkCancelled();
        }
        boolean takeLeft = left < middle && (right >= end || compare(from[left], from[right]) <= 0);
        to[at] = takeLeft ? from[left++] : from[right++];
      }
    }
  }
}
