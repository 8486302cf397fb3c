package io.sheaf.engine.window;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Columns;
import io.sheaf.engine.sort.KeyColumn;
import io.sheaf.plan.PhysicalPlan.Window;
import io.sheaf.plan.SortKey;
import java.util.Arrays;
import java.util.List;

/**
 * Whole partitions, one after the other, each in its order: where the partition of each row starts
 * and ends, and where its peers do, which are the rows with equal sort keys. For one thread.
 */
final class WindowRows {
  private final Batch batch;
  private final List<SortKey> order;
  private final int[] starts;
  private final int[] ends;
  private int[] peerStarts;
  private int[] peerEnds;

  /** Dense rows, sorted as the window wants them. */
  WindowRows(Batch batch, Window window) {
    this.batch = batch;
    this.order = window.order();
    int rows = batch.rows();
    this.starts = new int[rows];
    this.ends = new int[rows];
    KeyColumn[] keys = keys(batch, window.sortKeys().subList(0, window.partition().size()));
    int[] all = new int[rows];
    Arrays.fill(all, rows);
    cut(keys, all, starts, ends);
  }

  /** The columns by which rows are told apart. */
  static KeyColumn[] keys(Batch batch, List<SortKey> keys) {
    return keys.stream()
        .map(key -> KeyColumn.of(Columns.flatten(batch.column(key.column()), batch.rows()), key))
        .toArray(KeyColumn[]::new);
  }

  static boolean equal(KeyColumn[] left, int row, KeyColumn[] right, int otherRow) {
    for (int i = 0; i < left.length; i++) {
      if (left[i].compare(row, right[i], otherRow) != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Cuts parts of the rows where the keys change.
   *
   * @param partEnds by row, where its part ends
   */
  private static void cut(KeyColumn[] keys, int[] partEnds, int[] starts, int[] ends) {
    int rows = starts.length;
    for (int from = 0; from < rows; ) {
      int to = from + 1;
      while (to < partEnds[from] && equal(keys, to - 1, keys, to)) {
        to++;
      }
      for (int i = from; i < to; i++) {
        starts[i] = from;
        ends[i] = to;
      }
      from = to;
    }
  }

  private void findPeers() {
    if (peerStarts == null) {
      peerStarts = new int[rows()];
      peerEnds = new int[rows()];
      cut(keys(batch, order), ends, peerStarts, peerEnds);
    }
  }

  Batch batch() {
    return batch;
  }

  int rows() {
    return batch.rows();
  }

  /** The key that a RANGE counts by. */
  SortKey onlyKey() {
    return order.getFirst();
  }

  /** The first row of the row's partition. */
  int start(int row) {
    return starts[row];
  }

  /** The row behind the last one of the row's partition. */
  int end(int row) {
    return ends[row];
  }

  int peerStart(int row) {
    findPeers();
    return peerStarts[row];
  }

  int peerEnd(int row) {
    findPeers();
    return peerEnds[row];
  }
}
