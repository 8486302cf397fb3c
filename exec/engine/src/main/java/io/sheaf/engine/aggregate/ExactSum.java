package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.Arrays;
import java.util.List;

/**
 * Sums integers and decimals exactly. Sums are 64 bits each as long as (rows x largest magnitude)
 * proves that none can overflow, and get a high word beside them when that proof ends.
 */
final class ExactSum extends Accumulator {
  private final DataType stateType;
  private long[] lows = new long[0];
  private long[] highs;

  /** No sum is larger in magnitude, as long as there are no high words. */
  private long bound;

  /** Whether 64 bits hold the sum of any of the rows accepted last. */
  private boolean fits;

  ExactSum(DataType argument, MemoryLease lease) {
    super(lease);
    stateType = new Decimal(Decimal.MAX_PRECISION, argument instanceof Decimal d ? d.scale() : 0);
  }

  @Override
  List<DataType> stateTypes() {
    return List.of(stateType);
  }

  @Override
  long bytesPerGroup() {
    return highs == null ? 9 : 17;
  }

  @Override
  void resize(int newCapacity) {
    lows = Arrays.copyOf(lows, newCapacity);
    if (highs != null) {
      highs = Arrays.copyOf(highs, newCapacity);
    }
  }

  @Override
  void clear() {
    super.clear();
    highs = null;
    bound = 0;
  }

  @Override
  boolean tryAccept(Column argument, int[] rows, int count) {
    if (count == 0 || argument instanceof Int128Column && highs != null) {
      return true;
    }
    long largest = magnitude(argument, rows, count);
    fits = largest >= 0 && largest <= Long.MAX_VALUE / GroupTable.CHUNK;
    return tryAccept(largest, count);
  }

  /**
   * Prepares for so many values.
   *
   * @param largest a bound of their magnitudes, or -1 when 64 bits do not hold it
   */
  boolean tryAccept(long largest, int count) {
    if (highs != null) {
      return true;
    }
    if (largest == 0 || largest > 0 && count <= (Long.MAX_VALUE - bound) / largest) {
      bound += count * largest;
      return true;
    }
    if (!lease.tryGrow(8L * capacity())) {
      return false;
    }
    highs = new long[capacity()];
    for (int i = 0; i < highs.length; i++) {
      highs[i] = lows[i] >> 63;
    }
    return true;
  }

  /** A bound for |value|, or -1 when 64 bits do not hold it. */
  private static long magnitude(Column argument, int[] rows, int count) {
    return switch (argument) {
      case IntColumn c -> 1L << 31;
      case LongColumn c -> {
        LongColumn.Interval interval = c.interval();
        if (interval != null && interval.min() > Long.MIN_VALUE) {
          yield Math.max(Math.abs(interval.min()), Math.abs(interval.max()));
        }
        yield magnitude(c.values(), rows, count);
      }
      case Int128Column c -> -1;
      case Column c -> throw notExact(c);
    };
  }

  private static long magnitude(long[] values, int[] rows, int count) {
    int from = rows[0];
    int to = rows[count - 1] + 1;
    if (to - from <= 4 * count) {
      // One straight pass is faster than picking rows; rows between them may only make it too
      // large.
      long bits = 0;
      for (int row = from; row < to; row++) {
        bits |= values[row] ^ values[row] >> 63;
      }
      if (bits < 1L << 44) {
        return bits + 1;
      }
    }
    long bits = 0;
    for (int i = 0; i < count; i++) {
      long value = values[rows[i]];
      bits |= value ^ value >> 63;
    }
    return bits == Long.MAX_VALUE ? -1 : bits + 1;
  }

  private static SheafException notExact(Column column) {
    return SheafException.bug("no exact sum over " + column.type().sql());
  }

  @Override
  void update(Column argument, GroupedRows in) {
    seen.mark(in);
    switch (argument) {
      case IntColumn c -> {
        if (highs == null) {
          narrow(c.values(), in);
        } else {
          wide(c.values(), in);
        }
      }
      case LongColumn c -> {
        if (highs == null) {
          narrow(c.values(), in);
        } else {
          wide(c.values(), in);
        }
      }
      case Int128Column c -> pairs(c.values(), in);
      case Column c -> throw notExact(c);
    }
  }

  /** Adds what values that have been accepted sum up to, in one group. */
  void add(int group, long sum) {
    if (highs == null) {
      lows[group] += sum;
    } else {
      check(add(group, sum, sum >> 63));
    }
  }

  private void narrow(int[] values, GroupedRows in) {
    GroupRuns runs = in.runs();
    if (runs != null) {
      for (int group = 0; group < in.groupsNow; group++) {
        lows[group] += sum(values, runs.rows, runs.starts[group], runs.starts[group + 1]);
      }
      return;
    }
    long[] to = lows;
    int[] rows = in.rows;
    int[] groups = in.groups;
    int count = in.count;
    for (int i = 0; i < count; i++) {
      to[groups[i]] += values[rows[i]];
    }
  }

  private static long sum(int[] values, int[] rows, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[rows[i]];
    }
    return sum;
  }

  private static long sum(long[] values, int[] rows, int from, int to) {
    long even = 0;
    long odd = 0;
    int i = from;
    for (; i + 1 < to; i += 2) {
      even += values[rows[i]];
      odd += values[rows[i + 1]];
    }
    return i < to ? even + odd + values[rows[i]] : even + odd;
  }

  private void narrow(long[] values, GroupedRows in) {
    GroupRuns runs = in.runs();
    if (runs != null) {
      for (int group = 0; group < in.groupsNow; group++) {
        lows[group] += sum(values, runs.rows, runs.starts[group], runs.starts[group + 1]);
      }
      return;
    }
    long[] to = lows;
    int[] rows = in.rows;
    int[] groups = in.groups;
    int count = in.count;
    for (int i = 0; i < count; i++) {
      to[groups[i]] += values[rows[i]];
    }
  }

  private void wide(int[] values, GroupedRows in) {
    long overflow = 0;
    for (int i = 0; i < in.count; i++) {
      long value = values[in.rows[i]];
      overflow |= add(in.groups[i], value, value >> 63);
    }
    check(overflow);
  }

  private void wide(long[] values, GroupedRows in) {
    long overflow = 0;
    GroupRuns runs = fits ? in.runs() : null;
    if (runs != null) {
      for (int group = 0; group < in.groupsNow; group++) {
        long sum = sum(values, runs.rows, runs.starts[group], runs.starts[group + 1]);
        overflow |= add(group, sum, sum >> 63);
      }
      check(overflow);
      return;
    }
    for (int i = 0; i < in.count; i++) {
      long value = values[in.rows[i]];
      overflow |= add(in.groups[i], value, value >> 63);
    }
    check(overflow);
  }

  private void pairs(long[] values, GroupedRows in) {
    long overflow = 0;
    for (int i = 0; i < in.count; i++) {
      int row = in.rows[i];
      overflow |= add(in.groups[i], values[2 * row], values[2 * row + 1]);
    }
    check(overflow);
  }

  /** The sign bit of the result is set when 128 bits overflow. */
  private long add(int group, long low, long high) {
    long oldLow = lows[group];
    long oldHigh = highs[group];
    long newLow = oldLow + low;
    long carry = (oldLow & low | (oldLow | low) & ~newLow) >>> 63;
    long newHigh = oldHigh + high + carry;
    lows[group] = newLow;
    highs[group] = newHigh;
    return (oldHigh ^ newHigh) & (high ^ newHigh);
  }

  private static void check(long overflow) {
    if (overflow < 0) {
      throw SheafException.user(
          "NUMERIC_OVERFLOW",
          "a sum of decimals has more than 38 digits; CAST the values to DOUBLE");
    }
  }

  /** Whether no sum needs a high word so far. */
  boolean isNarrow() {
    return highs == null;
  }

  long low(int group) {
    return lows[group];
  }

  long high(int group) {
    return highs == null ? lows[group] >> 63 : highs[group];
  }

  @Override
  List<Column> states(int[] groups, int count) {
    long[] validity = seen.validity(groups, count);
    if (highs == null) {
      long[] out = new long[count];
      for (int i = 0; i < count; i++) {
        out[i] = lows[groups[i]];
      }
      return List.of(new LongColumn(stateType, out, validity));
    }
    long[] out = new long[2 * count];
    for (int i = 0; i < count; i++) {
      out[2 * i] = lows[groups[i]];
      out[2 * i + 1] = highs[groups[i]];
    }
    return List.of(new Int128Column(stateType, out, validity));
  }
}
