package io.sheaf.engine.window;

import io.sheaf.columnar.Column;
import io.sheaf.engine.sort.KeyColumn;
import io.sheaf.plan.SortKey;
import java.util.Arrays;

/** Finds the row with the least or greatest value of each frame. For one thread. */
final class FrameExtremes {
  private final Frames frames;
  private final KeyColumn keys;

  /** {@code values}: not constant. */
  FrameExtremes(Frames frames, Column values, boolean greatest) {
    this.frames = frames;
    this.keys = KeyColumn.of(values, new SortKey(0, greatest, false));
  }

  /** By row, the row whose value is the frame's extreme, or {@link RowPicks#NONE}. */
  int[] rows() {
    return frames.onlyGrow() ? growing() : searched();
  }

  private int better(int one, int other) {
    if (one == RowPicks.NONE || other == RowPicks.NONE) {
      return one == RowPicks.NONE ? other : one;
    }
    return keys.compare(one, keys, other) <= 0 ? one : other;
  }

  private int valued(int row) {
    return keys.column().isNull(row) ? RowPicks.NONE : row;
  }

  private int[] growing() {
    int[] picked = new int[frames.rows().rows()];
    int best = RowPicks.NONE;
    int done = 0;
    for (int i = 0; i < picked.length; i++) {
      if (frames.rows().start(i) == i) {
        best = RowPicks.NONE;
        done = i;
      }
      for (; done < frames.to(i); done++) {
        best = better(best, valued(done));
      }
      picked[i] = best;
    }
    return picked;
  }

  /** A tree over all rows has the best of each pair, of each four, and so on. */
  private int[] searched() {
    int rows = frames.rows().rows();
    int[] tree = new int[2 * rows];
    for (int i = 0; i < rows; i++) {
      tree[rows + i] = valued(i);
    }
    for (int i = rows - 1; i > 0; i--) {
      tree[i] = better(tree[2 * i], tree[2 * i + 1]);
    }
    int[] picked = new int[rows];
    int[] ranges = new int[6];
    Arrays.fill(picked, RowPicks.NONE);
    for (int i = 0; i < rows; i++) {
      for (int r = frames.ranges(i, ranges) - 1; r >= 0; r--) {
        picked[i] = better(picked[i], best(tree, ranges[2 * r] + rows, ranges[2 * r + 1] + rows));
      }
    }
    return picked;
  }

  private int best(int[] tree, int from, int to) {
    int best = RowPicks.NONE;
    int left = from;
    int right = to;
    while (left < right) {
      if ((left & 1) == 1) {
        best = better(best, tree[left++]);
      }
      if ((right & 1) == 1) {
        best = better(best, tree[--right]);
      }
      left >>= 1;
      right >>= 1;
    }
    return best;
  }
}
