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
  private static final Interval[] OF_PRECISION = ofPrecisions();

  private Intervals() {}

  /** All values of a decimal type that are longs. */
  public static Interval of(DataType.Decimal type) {
    if (type.precision() > LONG_DIGITS) {
      return ALL;
    }
    return OF_PRECISION[type.precision()];
  }

  private static Interval[] ofPrecisions() {
    Interval[] all = new Interval[LONG_DIGITS + 1];
    for (int precision = 0; precision < all.length; precision++) {
      long most = Int128.powerOfTen(precision) - 1;
      all[precision] = new Interval(-most, most);
    }
    return all;
  }

  /** What is known of a column of longs without looking at its rows. */
  public static Interval known(Column column) {
    return switch (column) {
      case ConstantColumn c -> {
        LongColumn one = (LongColumn) c.value();
        long value = one.values()[0];
        Interval known = one.interval();
        yield known != null && known.min() == value && known.max() == value
            ? known
            : new Interval(value, value);
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
    if (min > max || min == a.min() && max == a.max()) {
      return a;
    }
    return min == b.min() && max == b.max() ? b : new Interval(min, max);
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

  private static boolean fits(long a, long b) {
    return Math.multiplyHigh(a, b) == a * b >> 63;
  }

  public static Interval multiply(Interval a, Interval b) {
    if (!fits(a.min(), b.min())
        || !fits(a.min(), b.max())
        || !fits(a.max(), b.min())
        || !fits(a.max(), b.max())) {
      return null;
    }
    long one = a.min() * b.min();
    long two = a.min() * b.max();
    long three = a.max() * b.min();
    long four = a.max() * b.max();
    return new Interval(
        Math.min(Math.min(one, two), Math.min(three, four)),
        Math.max(Math.max(one, two), Math.max(three, four)));
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
