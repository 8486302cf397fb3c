package io.sheaf.engine.expression;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Validity;

/**
 * {@code low <= x <= high} for integers, dates, timestamps and decimals, or its opposite: a value
 * is in the range if {@code x - low}, taken as unsigned, is at most {@code high - low}.
 */
final class RangeCondition extends Condition {
  private final CompiledExpr.Evaluation arg;
  private final int column;
  private final long low;
  private final long high;
  private final int outside;

  /**
   * @param column the argument where it is an input column, which costs nothing to compute, else -1
   * @param outside whether values out of the range are wanted
   */
  RangeCondition(CompiledExpr.Evaluation arg, int column, long low, long high, boolean outside) {
    this.arg = arg;
    this.column = column;
    this.low = low;
    this.high = high;
    this.outside = outside ? -1 : 0;
  }

  @Override
  int select(Batch batch, int[] in, int count, int[] out) {
    if (count == 0 || low > high && outside == 0) {
      return 0;
    }
    Column values = arg.evaluate(restrict(batch, in, count));
    int found =
        switch (values) {
          case IntColumn c -> selectInts(c.values(), in, count, out);
          case LongColumn c -> selectLongs(c.values(), in, count, out);
          case Int128Column c -> selectPairs(c.values(), in, count, out);
          case ConstantColumn c -> selectConstant(c, in, count, out);
          case Column other -> throw SheafException.bug("range of " + other.type().sql());
        };
    return values instanceof ConstantColumn || values.validity() == null
        ? found
        : dropNulls(values.validity(), out, found);
  }

  private static int dropNulls(long[] validity, int[] rows, int count) {
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      rows[n] = row;
      n += (int) (validity[row >> 6] >>> row & 1);
    }
    return n;
  }

  private int selectInts(int[] values, int[] in, int count, int[] out) {
    if (low > Integer.MAX_VALUE || high < Integer.MIN_VALUE || low > high) {
      return outside == 0 ? 0 : all(in, count, out);
    }
    // Arithmetic instead of a comparison: the JVM makes branches of those, which are mispredicted.
    long from = Math.max(low, Integer.MIN_VALUE);
    long width = Math.min(high, Integer.MAX_VALUE) - from;
    long flip = outside;
    int n = 0;
    if (in == null) {
      for (int i = 0; i < count; i++) {
        long distance = values[i] - from;
        out[n] = i;
        n += (int) (~((distance | width - distance) ^ flip) >>> 63);
      }
    } else {
      for (int k = 0; k < count; k++) {
        int row = in[k];
        long distance = values[row] - from;
        out[n] = row;
        n += (int) (~((distance | width - distance) ^ flip) >>> 63);
      }
    }
    return n;
  }

  private int selectLongs(long[] values, int[] in, int count, int[] out) {
    if (low > high) {
      return all(in, count, out);
    }
    long from = low;
    long width = high - from;
    long flip = outside;
    // A width that needs its sign bit leaves only the largest distances outside.
    long wide = width >> 63;
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = in == null ? k : in[k];
      long distance = values[row] - from;
      long rest = width - distance;
      long miss = (distance | rest) & ~wide | distance & rest & wide;
      out[n] = row;
      n += (int) (~(miss ^ flip) >>> 63);
    }
    return n;
  }

  private int selectPairs(long[] pairs, int[] in, int count, int[] out) {
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = in == null ? k : in[k];
      long value = saturated(pairs[2 * row], pairs[2 * row + 1]);
      boolean inside = value >= low && value <= high;
      out[n] = row;
      n += (inside ? 1 : 0) ^ outside & 1;
    }
    return n;
  }

  /** A bound at either end of the longs is an open one, so wider values may count as that end. */
  private static long saturated(long lowWord, long highWord) {
    if (Int128.fitsLong(lowWord, highWord)) {
      return lowWord;
    }
    return highWord < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private int selectConstant(ConstantColumn column, int[] in, int count, int[] out) {
    if (column.isNull(0)) {
      return 0;
    }
    boolean inside =
        switch (column.value()) {
          case IntColumn c -> c.values()[0] >= low && c.values()[0] <= high;
          case LongColumn c -> c.values()[0] >= low && c.values()[0] <= high;
          case Int128Column c -> {
            long value = saturated(c.values()[0], c.values()[1]);
            yield value >= low && value <= high;
          }
          case Column other -> throw SheafException.bug("range of " + other.type().sql());
        };
    return inside == (outside == 0) ? all(in, count, out) : 0;
  }

  @Override
  boolean markMisses(Batch batch, int[] misses) {
    if (column < 0 || low > high) {
      return false;
    }
    Column values = arg.evaluate(batch);
    switch (values) {
      case IntColumn c -> {
        if (low > Integer.MAX_VALUE || high < Integer.MIN_VALUE) {
          return false;
        }
        markInts(
            c.values(),
            (int) Math.max(low, Integer.MIN_VALUE),
            (int) Math.min(high, Integer.MAX_VALUE),
            misses,
            batch.rows());
      }
      case LongColumn c -> markLongs(c.values(), misses, batch.rows());
      case Column other -> {
        return false;
      }
    }
    markNulls(values.validity(), misses, batch.rows());
    return true;
  }

  private void markInts(int[] values, int from, int to, int[] misses, int rows) {
    int width = to - from;
    int flip = outside;
    if (width >= 0) {
      for (int i = 0; i < rows; i++) {
        int distance = values[i] - from;
        misses[i] |= (distance | width - distance) ^ flip;
      }
    } else {
      // The width needs its sign bit: beyond it are only the largest distances.
      for (int i = 0; i < rows; i++) {
        int distance = values[i] - from;
        misses[i] |= distance & width - distance ^ flip;
      }
    }
  }

  private void markLongs(long[] values, int[] misses, int rows) {
    long from = low;
    long width = high - from;
    long flip = outside;
    if (width >= 0) {
      for (int i = 0; i < rows; i++) {
        long distance = values[i] - from;
        misses[i] |= (int) (((distance | width - distance) ^ flip) >>> 32);
      }
    } else {
      for (int i = 0; i < rows; i++) {
        long distance = values[i] - from;
        misses[i] |= (int) ((distance & width - distance ^ flip) >>> 32);
      }
    }
  }

  static void markNulls(long[] validity, int[] misses, int rows) {
    if (validity == null) {
      return;
    }
    for (int word = 0; word < Validity.words(rows); word++) {
      long nulls = ~validity[word];
      while (nulls != 0) {
        int row = (word << 6) + Long.numberOfTrailingZeros(nulls);
        if (row >= rows) {
          return;
        }
        misses[row] = -1;
        nulls &= nulls - 1;
      }
    }
  }

  @Override
  MaskPart part() {
    return column < 0 || low > high ? null : new MaskPart.Range(column, low, high, outside != 0);
  }

  @Override
  double cost() {
    return column >= 0 ? low == high && outside == 0 ? 0.5 : 0.6 : 2;
  }
}
