package io.sheaf.engine.sort;

import io.sheaf.engine.QueryContext;

/** Sorts the rows of one prepared batch: a bottom-up merge sort of row numbers, stable. */
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

  /**
   * Bytes that sorting so many rows needs beyond the batch: prefixes, row numbers, a scratch copy.
   */
  static long workingBytes(long rows) {
    return rows * (8 + 4 + 4);
  }

  /** All row numbers of the batch, in order. */
  int[] sort(SortOrder.Prepared run) {
    int rows = run.rows();
    int[] ids = new int[rows];
    for (int i = 0; i < rows; i++) {
      ids[i] = i;
    }
    if (order.isTrivial()) {
      return ids;
    }
    for (int start = 0; start < rows; start += INSERTION_ROWS) {
      if ((start & CHECK_ROWS - 1) < INSERTION_ROWS) {
        query.checkCancelled();
      }
      insertionSort(run, ids, start, Math.min(rows, start + INSERTION_ROWS));
    }
    int[] from = ids;
    int[] to = new int[rows];
    for (long width = INSERTION_ROWS; width < rows; width *= 2) {
      for (long start = 0; start < rows; start += 2 * width) {
        int middle = (int) Math.min(rows, start + width);
        int end = (int) Math.min(rows, start + 2 * width);
        merge(run, from, to, (int) start, middle, end);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private void insertionSort(SortOrder.Prepared run, int[] ids, int start, int end) {
    for (int i = start + 1; i < end; i++) {
      int id = ids[i];
      int j = i - 1;
      while (j >= start && order.compare(run, ids[j], run, id) > 0) {
        ids[j + 1] = ids[j];
        j--;
      }
      ids[j + 1] = id;
    }
  }

  private void merge(SortOrder.Prepared run, int[] from, int[] to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    if (middle >= end || order.compare(run, from[middle - 1], run, from[middle]) <= 0) {
      System.arraycopy(from, start, to, start, end - start);
      return;
    }
    for (int at = start; at < end; at++) {
      if ((at & CHECK_ROWS - 1) == 0) {
        query.checkCancelled();
      }
      boolean takeLeft =
          left < middle && (right >= end || order.compare(run, from[left], run, from[right]) <= 0);
      to[at] = takeLeft ? from[left++] : from[right++];
    }
  }
}
