package io.sheaf.engine.expression;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;

/**
 * {@code a < b}, {@code a = b} or their opposites for two input columns of integers in one width.
 */
final class PairCondition extends Condition {
  private final int left;
  private final int right;
  private final boolean less;
  private final int flip;
  private final Condition general;

  /**
   * @param less whether the test is "less", else "equal"
   * @param negated whether the opposite is wanted
   * @param general the same condition for columns of other kinds
   */
  PairCondition(int left, int right, boolean less, boolean negated, Condition general) {
    this.left = left;
    this.right = right;
    this.less = less;
    this.flip = negated ? 0 : -1;
    this.general = general;
  }

  @Override
  int select(Batch batch, int[] in, int count, int[] out) {
    Column a = batch.column(left);
    Column b = batch.column(right);
    if (a.validity() != null || b.validity() != null) {
      return general.select(batch, in, count, out);
    }
    if (a instanceof IntColumn x && b instanceof IntColumn y) {
      return selectInts(x.values(), y.values(), in, count, out);
    }
    if (a instanceof LongColumn x && b instanceof LongColumn y) {
      return selectLongs(x.values(), y.values(), in, count, out);
    }
    return general.select(batch, in, count, out);
  }

  private int selectInts(int[] a, int[] b, int[] in, int count, int[] out) {
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = in == null ? k : in[k];
      out[n] = row;
      long test = less ? (long) a[row] - b[row] : equal(a[row], b[row]);
      n += (int) (~(test ^ flip) >>> 63);
    }
    return n;
  }

  private int selectLongs(long[] a, long[] b, int[] in, int count, int[] out) {
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = in == null ? k : in[k];
      out[n] = row;
      long test = less ? less(a[row], b[row]) : equal(a[row], b[row]);
      n += (int) (~(test ^ flip) >>> 63);
    }
    return n;
  }

  /** Negative where a < b. */
  private static long less(long a, long b) {
    return a & ~b | ~(a ^ b) & a - b;
  }

  /** Negative where both are equal. */
  private static long equal(long a, long b) {
    long difference = a ^ b;
    return ~(difference | -difference);
  }

  @Override
  boolean markMisses(Batch batch, int[] misses) {
    Column a = batch.column(left);
    Column b = batch.column(right);
    int rows = batch.rows();
    if (a instanceof IntColumn x && b instanceof IntColumn y) {
      markInts(x.values(), y.values(), misses, rows);
    } else if (a instanceof LongColumn x && b instanceof LongColumn y) {
      markLongs(x.values(), y.values(), misses, rows);
    } else {
      return false;
    }
    RangeCondition.markNulls(a.validity(), misses, rows);
    RangeCondition.markNulls(b.validity(), misses, rows);
    return true;
  }

  private void markInts(int[] a, int[] b, int[] misses, int rows) {
    int f = flip;
    if (less) {
      for (int i = 0; i < rows; i++) {
        misses[i] |= (a[i] & ~b[i] | ~(a[i] ^ b[i]) & a[i] - b[i]) ^ f;
      }
    } else {
      for (int i = 0; i < rows; i++) {
        int difference = a[i] ^ b[i];
        misses[i] |= ~(difference | -difference) ^ f;
      }
    }
  }

  private void markLongs(long[] a, long[] b, int[] misses, int rows) {
    long f = flip;
    if (less) {
      for (int i = 0; i < rows; i++) {
        misses[i] |= (int) ((less(a[i], b[i]) ^ f) >>> 32);
      }
    } else {
      for (int i = 0; i < rows; i++) {
        misses[i] |= (int) ((equal(a[i], b[i]) ^ f) >>> 32);
      }
    }
  }

  @Override
  MaskPart part() {
    return new MaskPart.Pair(left, right, less, flip == 0);
  }

  @Override
  double cost() {
    return 0.8;
  }
}
