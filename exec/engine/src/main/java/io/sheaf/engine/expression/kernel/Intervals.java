package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.LongColumn.Interval;

/**
 * Interval arithmetic on unscaled decimals: what proves that 64 bits suffice. A null result means
 * that they may not.
 */
public final class Intervals {
  private static final Interval ALL = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);
  private static final int LONG_DIGITS = 18;

  private Intervals() {}

  /** All values of a decimal type that are longs. */
  public static Interval of(DataType.Decimal type) {
    if (type.precision() > LONG_DIGITS) {
      return ALL;
    }
    long most = Int128.powerOfTen(type.precision()) - 1;
    return new Interval(-most, most);
  }

  /** What is known of a column of longs without looking at its rows. */
  public static Interval known(Column column) {
    return switch (column) {
      case ConstantColumn c -> {
        long value = ((LongColumn) c.value()).values()[0];
        yield new Interval(value, value);
      }
      case LongColumn c -> {
        Interval declared = c.type() instanceof DataType.Decimal d ? of(d) : ALL;
        yield c.interval() == null ? declared : intersect(c.interval(), declared);
      }
      case Column other -> throw Operand.unexpected(other);
    };
  }

  /** Bounds found by one quick pass over all rows. */
  public static Interval measured(Column column, int rows) {
    if (!(column instanceof LongColumn c)) {
      return known(column);
    }
    long bits = magnitudes(c.values(), rows);
    long most = bits == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(bits);
    return intersect(new Interval(~most, most), known(column));
  }

  /** Bounds found by looking at the rows that count and are not null. */
  public static Interval exact(Column column, Rows rows) {
    if (!(column instanceof LongColumn c)) {
      return known(column);
    }
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    long[] values = c.values();
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (!c.isNull(row)) {
        least = Math.min(least, values[row]);
        most = Math.max(most, values[row]);
      }
    }
    return least > most ? new Interval(0, 0) : new Interval(least, most);
  }

  private static long magnitudes(long[] values, int rows) {
    long bits = 0;
    for (int i = 0; i < rows; i++) {
      bits |= values[i] ^ values[i] >> 63;
    }
    return bits;
  }

  public static Interval intersect(Interval a, Interval b) {
    long min = Math.max(a.min(), b.min());
    long max = Math.min(a.max(), b.max());
    return min > max ? a : new Interval(min, max);
  }

  public static boolean contains(Interval outer, Interval inner) {
    return outer.min() <= inner.min() && inner.max() <= outer.max();
  }

  public static Interval add(Interval a, Interval b) {
    long min = a.min() + b.min();
    long max = a.max() + b.max();
    boolean overflow =
        ((a.min() ^ min) & (b.min() ^ min)) < 0 || ((a.max() ^ max) & (b.max() ^ max)) < 0;
    return overflow ? null : new Interval(min, max);
  }

  public static Interval negate(Interval a) {
    return a.min() == Long.MIN_VALUE ? null : new Interval(-a.max(), -a.min());
  }

  public static Interval multiply(Interval a, Interval b) {
    long[] bounds = {a.min(), a.min(), a.max(), a.max()};
    long[] factors = {b.min(), b.max(), b.min(), b.max()};
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = 0; i < bounds.length; i++) {
      long product = bounds[i] * factors[i];
      if (Math.multiplyHigh(bounds[i], factors[i]) != product >> 63) {
        return null;
      }
      least = Math.min(least, product);
      most = Math.max(most, product);
    }
    return new Interval(least, most);
  }

  /** Times 10^digits, or divided by 10^-digits and rounded. */
  public static Interval rescale(Interval a, int digits) {
    if (digits == 0 || a.min() == 0 && a.max() == 0) {
      return a;
    }
    if (digits > LONG_DIGITS) {
      return null;
    }
    if (digits > 0) {
      long power = Int128.powerOfTen(digits);
      return multiply(a, new Interval(power, power));
    }
    if (digits < -LONG_DIGITS) {
      return null;
    }
    long power = Int128.powerOfTen(-digits);
    return new Interval(a.min() / power - 1, a.max() / power + 1);
  }
}
