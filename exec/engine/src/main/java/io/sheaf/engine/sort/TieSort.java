package io.sheaf.engine.sort;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.TextColumn;
import io.sheaf.engine.QueryContext;
import java.util.Arrays;

/**
 * Puts sorted rows in order whose prefixes are equal: many by the numbers of further steps into
 * their keys, as long as that leads on; few, or what is left, by comparisons. Stable. For one
 * thread.
 */
final class TieSort {
  /** So many rows, or fewer, are compared with each other. */
  private static final int FEW = 24;

  private static final int INSERTION_ROWS = 12;

  /** After more steps texts have much in common, which comparisons skip faster. */
  private static final int MOST_STEPS = 12;

  /** Rows between two looks at whether the query was cancelled. */
  private static final int CHECK_ROWS = 1 << 16;

  private final SortedRows rows;
  private final KeyColumn[][] columns;
  private final PairSort pairs;
  private final QueryContext query;
  private final int rowMask;

  /**
   * @param pairs sorts the keys and ids of the rows
   */
  TieSort(SortedRows rows, SortOrder order, PairSort pairs, QueryContext query) {
    this.rows = rows;
    this.columns = order.keyColumns(rows.batches());
    this.pairs = pairs;
    this.query = query;
    this.rowMask = (1 << rows.rowBits()) - 1;
  }

  /** Rows whose keys before this one are equal, and this one, if it is a text, to some depth. */
  private record Tie(int start, int end, int key, int depth, int steps) {
    int rows() {
      return end - start;
    }

    Tie of(int from, int to, int nextKey, int nextDepth) {
      return new Tie(from, to, nextKey, nextDepth, steps + 1);
    }
  }

  /** Sorts all rows; their prefixes stay. */
  void sort() {
    if (columns.length == 0 || columns[0].length == 0) {
      return;
    }
    // Of a prefix the last bit is lost, so that its last byte has to be looked at again.
    boolean text =
        switch (columns[0][0].column()) {
          case TextColumn c -> true;
          case DictionaryColumn c -> true;
          case Column c -> false;
        };
    int depth = text ? KeyStep.BYTES : 0;
    long[] prefixes = rows.keys();
    for (int start = 0; start < prefixes.length; ) {
      int end = end(start, prefixes.length);
      if (end - start > 1) {
        long prefix = prefixes[start];
        sort(new Tie(start, end, 0, depth, 0));
        Arrays.fill(prefixes, start, end, prefix);
      }
      start = end;
    }
  }

  /** Where the rows end that have the same number as the first one. */
  private int end(int start, int limit) {
    long[] numbers = rows.keys();
    int end = start + 1;
    while (end < limit && numbers[end] == numbers[start]) {
      end++;
    }
    return end;
  }

  private void sort(Tie tie) {
    if (tie.rows() <= FEW || tie.steps() == MOST_STEPS) {
      compareAll(tie);
      return;
    }
    int key = tie.key();
    int[] ids = rows.ids();
    long[] numbers = rows.keys();
    for (int i = tie.start(); i < tie.end(); i++) {
      KeyColumn[] batch = columns[ids[i] >>> rows.rowBits()];
      numbers[i] = KeyStep.number(batch[key], ids[i] & rowMask, tie.depth());
    }
    pairs.sort(tie.start(), tie.end());
    for (int start = tie.start(); start < tie.end(); ) {
      int end = end(start, tie.end());
      if (end - start > 1) {
        switch (KeyStep.next(columns[0][key], numbers[start])) {
          case KEY -> {
            if (key + 1 < columns[0].length) {
              sort(tie.of(start, end, key + 1, 0));
            }
          }
          case DEEPER -> sort(tie.of(start, end, key, tie.depth() + KeyStep.BYTES));
          case COMPARE -> compareAll(tie.of(start, end, key, 0));
        }
      }
      start = end;
    }
  }

  private int compare(int a, int b, int key) {
    return SortOrder.compare(
        columns[a >>> rows.rowBits()],
        a & rowMask,
        columns[b >>> rows.rowBits()],
        b & rowMask,
        key);
  }

  /** A bottom-up merge sort. */
  private void compareAll(Tie tie) {
    int[] ids = rows.ids();
    for (int at = tie.start(); at < tie.end(); at += INSERTION_ROWS) {
      insertionSort(ids, at, Math.min(tie.end(), at + INSERTION_ROWS), tie.key());
    }
    int count = tie.rows();
    if (count <= INSERTION_ROWS) {
      return;
    }
    int[] from = Arrays.copyOfRange(ids, tie.start(), tie.end());
    int[] to = new int[count];
    for (long width = INSERTION_ROWS; width < count; width *= 2) {
      for (long left = 0; left < count; left += 2 * width) {
        int middle = (int) Math.min(count, left + width);
        int right = (int) Math.min(count, left + 2 * width);
        merge(from, to, new Tie((int) left, right, tie.key(), 0, 0), middle);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    System.arraycopy(from, 0, ids, tie.start(), count);
  }

  private void insertionSort(int[] ids, int start, int end, int key) {
    for (int i = start + 1; i < end; i++) {
      int id = ids[i];
      int j = i - 1;
      while (j >= start && compare(ids[j], id, key) > 0) {
        ids[j + 1] = ids[j];
        j--;
      }
      ids[j + 1] = id;
    }
  }

  private void merge(int[] from, int[] to, Tie part, int middle) {
    query.checkCancelled();
    int start = part.start();
    int end = part.end();
    int key = part.key();
    if (middle >= end || compare(from[middle - 1], from[middle], key) <= 0) {
      System.arraycopy(from, start, to, start, end - start);
      return;
    }
    int left = start;
    int right = middle;
    for (int at = start; at < end; at++) {
      if ((at & CHECK_ROWS - 1) == 0) {
        query.checkCancelled();
      }
      boolean takeLeft =
          left < middle && (right >= end || compare(from[left], from[right], key) <= 0);
      to[at] = takeLeft ? from[left++] : from[right++];
    }
  }
}
