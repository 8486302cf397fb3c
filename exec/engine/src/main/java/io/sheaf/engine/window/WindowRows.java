package io.sheaf.engine.window;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
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

  /** Where a partition begins. */
  private final boolean[] cuts;

  private final int[] starts;
  private int[] ends;
  private int[] peerStarts;
  private int[] peerEnds;

  /** Dense rows, sorted as the window wants them. */
  WindowRows(Batch batch, Window window) {
    this.batch = batch;
    this.order = window.order();
    this.cuts = new boolean[batch.rows()];
    cuts[0] = true;
    cutAtChanges(window.sortKeys().subList(0, window.partition().size()), cuts);
    this.starts = starts(cuts);
  }

  /** The columns by which rows are told apart. */
  static KeyColumn[] keys(Batch batch, List<SortKey> keys) {
    return keys.stream().map(key -> key(batch, key)).toArray(KeyColumn[]::new);
  }

  private static KeyColumn key(Batch batch, SortKey key) {
    return KeyColumn.of(Columns.flatten(batch.column(key.column()), batch.rows()), key);
  }

  static boolean equal(KeyColumn[] left, int row, KeyColumn[] right, int otherRow) {
    for (int i = 0; i < left.length; i++) {
      if (left[i].compare(row, right[i], otherRow) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Marks the rows that differ from the one before in some key. */
  private void cutAtChanges(List<SortKey> keys, boolean[] marks) {
    for (SortKey sortKey : keys) {
      KeyColumn key = key(batch, sortKey);
      switch (key.column()) {
        case IntColumn c when c.validity() == null -> {
          for (int i = 1; i < marks.length; i++) {
            marks[i] |= c.values()[i] != c.values()[i - 1];
          }
        }
        case LongColumn c when c.validity() == null -> {
          for (int i = 1; i < marks.length; i++) {
            marks[i] |= c.values()[i] != c.values()[i - 1];
          }
        }
        case Column c -> {
          for (int i = 1; i < marks.length; i++) {
            marks[i] = marks[i] || key.compare(i - 1, key, i) != 0;
          }
        }
      }
    }
  }

  private static int[] starts(boolean[] cuts) {
    int[] starts = new int[cuts.length];
    int start = 0;
    for (int i = 0; i < starts.length; i++) {
      start = cuts[i] ? i : start;
      starts[i] = start;
    }
    return starts;
  }

  private static int[] ends(int[] starts) {
    int[] ends = new int[starts.length];
    int end = ends.length;
    for (int i = ends.length - 1; i >= 0; i--) {
      ends[i] = end;
      end = starts[i] == i ? i : end;
    }
    return ends;
  }

  private void findPeers() {
    if (peerStarts == null) {
      boolean[] marks = Arrays.copyOf(cuts, cuts.length);
      cutAtChanges(order, marks);
      peerStarts = starts(marks);
      peerEnds = ends(peerStarts);
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
    if (ends == null) {
      ends = ends(starts);
    }
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
