package io.sheaf.engine.codegen;

import io.sheaf.columnar.Batch;
import java.util.Arrays;

/**
 * A selection as a mask: -1 for rows that count, 0 for others. Between calls all of it is -1 but
 * where the last selection had gaps, so that few gaps cost little. For one thread.
 */
public final class RowMask {
  private static final int DENSE_OF_FOUR = 3;

  private int[] mask = {};
  private int[] gaps = {};
  private int gapCount;

  /** Whether so many rows count that to look at all of them is cheaper than to go by a list. */
  public static boolean isDense(Batch batch) {
    return 4L * batch.selection().count() >= (long) DENSE_OF_FOUR * batch.rows();
  }

  /** The mask of a batch with a selection; valid until the next call. */
  public int[] of(Batch batch) {
    int length = batch.rows();
    for (int g = 0; g < gapCount; g++) {
      mask[gaps[g]] = -1;
    }
    if (mask.length < length) {
      mask = new int[length];
      gaps = new int[length];
      Arrays.fill(mask, -1);
    }
    gapCount = 0;
    int[] rows = batch.selection().rows();
    int count = batch.selection().count();
    int next = 0;
    for (int k = 0; k < count; ) {
      for (; next < rows[k]; next++) {
        gaps[gapCount++] = next;
      }
      int run = run(rows, k, count);
      k += run;
      next += run;
    }
    for (; next < length; next++) {
      gaps[gapCount++] = next;
    }
    for (int g = 0; g < gapCount; g++) {
      mask[gaps[g]] = 0;
    }
    return mask;
  }

  /** How many rows from position {@code from} on follow each other without a gap. */
  private static int run(int[] rows, int from, int count) {
    int known = 1;
    int step = 1;
    while (from + known + step <= count
        && rows[from + known + step - 1] - rows[from] == known + step - 1) {
      known += step;
      step <<= 1;
    }
    for (; step > 0; step >>= 1) {
      if (from + known + step <= count
          && rows[from + known + step - 1] - rows[from] == known + step - 1) {
        known += step;
      }
    }
    return known;
  }
}
