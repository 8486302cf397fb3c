package io.sheaf.engine.expression.cast;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.LongColumn.Interval;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.expression.kernel.Intervals;
import io.sheaf.engine.expression.kernel.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Numbers to DECIMAL, rounding half away from zero. Longs stay longs when their interval proves
 * that they fit after the change of scale.
 */
final class ToDecimal extends CastKernel {
  private static final int LONG_DIGITS = 18;

  private final DataType.Decimal decimal;
  private long[] wide = {};

  ToDecimal(DataType.Decimal type, boolean safe) {
    super(type, safe);
    this.decimal = type;
  }

  @Override
  Column convert(Column arg, Rows rows) {
    int n = rows.length();
    return switch (arg) {
      case LongColumn c -> longs(c, c, rows);
      case IntColumn c -> {
        long[] values = wide(n);
        int[] ints = c.values();
        for (int i = 0; i < n; i++) {
          values[i] = ints[i];
        }
        yield longs(
            arg,
            new LongColumn(
                arg.type(),
                values,
                c.validity(),
                new Interval(Integer.MIN_VALUE, Integer.MAX_VALUE)),
            rows);
      }
      case BooleanColumn c -> {
        long[] values = wide(n);
        for (int i = 0; i < n; i++) {
          values[i] = c.values()[i];
        }
        yield longs(
            arg, new LongColumn(arg.type(), values, c.validity(), new Interval(0, 1)), rows);
      }
      case Int128Column c -> pairs(arg, c.values(), scale(arg), rows);
      case FloatColumn c -> {
        long[] out = scratch.longs(2 * n);
        for (int i = 0; i < n; i++) {
          floating(c.values()[i], Float.toString(c.values()[i]), i, out);
        }
        yield finish(arg, out, rows);
      }
      case DoubleColumn c -> {
        long[] out = scratch.longs(2 * n);
        for (int i = 0; i < n; i++) {
          floating(c.values()[i], Double.toString(c.values()[i]), i, out);
        }
        yield finish(arg, out, rows);
      }
      case Column c -> throw SheafException.bug("decimal of " + c.type().sql());
    };
  }

  private static int scale(Column column) {
    return column.type() instanceof DataType.Decimal d ? d.scale() : 0;
  }

  private long[] wide(int n) {
    if (wide.length < n) {
      wide = new long[n];
    }
    return wide;
  }

  private Column longs(Column arg, LongColumn column, Rows rows) {
    int n = rows.length();
    int digits = decimal.scale() - scale(column);
    Interval bounds = Intervals.known(column);
    Interval result = Intervals.rescale(bounds, digits);
    if (result == null) {
      bounds = Intervals.measured(column, n);
      result = Intervals.rescale(bounds, digits);
    }
    if (result == null && (column.validity() != null || rows.selected() != null)) {
      bounds = Intervals.exact(column, rows);
      result = Intervals.rescale(bounds, digits);
    }
    if (result == null) {
      long[] values = column.values();
      long[] pairs = scratch.longs(2 * n);
      for (int i = 0; i < n; i++) {
        pairs[2 * i] = values[i];
        pairs[2 * i + 1] = values[i] >> 63;
      }
      return pairs(arg, pairs, scale(column), rows);
    }
    long[] out = rescaled(column.values(), digits, n);
    Interval allowed = Intervals.of(decimal);
    if (!Intervals.contains(allowed, result)) {
      for (int i = 0; i < n; i++) {
        if (out[i] > allowed.max() || out[i] < allowed.min()) {
          fail(i);
        }
      }
      result = Intervals.intersect(result, allowed);
    }
    return new LongColumn(decimal, out, validity(arg, rows), result);
  }

  private long[] rescaled(long[] values, int digits, int n) {
    if (digits == 0) {
      return values;
    }
    long[] out = scratch.longs(n);
    long power = Int128.powerOfTen(Math.min(Math.abs(digits), LONG_DIGITS));
    if (digits > 0) {
      for (int i = 0; i < n; i++) {
        out[i] = values[i] * power;
      }
    } else {
      for (int i = 0; i < n; i++) {
        long quotient = values[i] / power;
        long rest = Math.abs(values[i] - quotient * power);
        out[i] = rest >= power - rest ? quotient + (values[i] >> 63 | 1) : quotient;
      }
    }
    return out;
  }

  private Column pairs(Column arg, long[] values, int scale, Rows rows) {
    int n = rows.length();
    long[] out = scratch.longs(2 * n);
    int digits = decimal.scale() - scale;
    for (int i = 0; i < n; i++) {
      boolean fits = Int128.rescale(values[2 * i], values[2 * i + 1], digits, out, 2 * i);
      if (!fits || !Int128.fits(out[2 * i], out[2 * i + 1], decimal.precision())) {
        fail(i);
      }
    }
    return finish(arg, out, rows);
  }

  private void floating(double value, String shortest, int row, long[] out) {
    if (!Double.isFinite(value)) {
      fail(row);
      return;
    }
    BigInteger unscaled =
        new BigDecimal(shortest).setScale(decimal.scale(), RoundingMode.HALF_UP).unscaledValue();
    if (!Int128.fromBigInteger(unscaled, out, 2 * row)
        || !Int128.fits(out[2 * row], out[2 * row + 1], decimal.precision())) {
      fail(row);
    }
  }

  private Column finish(Column arg, long[] pairs, Rows rows) {
    long[] validity = validity(arg, rows);
    if (decimal.precision() > LONG_DIGITS) {
      return new Int128Column(decimal, pairs, validity);
    }
    for (int i = 0; i < rows.length(); i++) {
      pairs[i] = pairs[2 * i];
    }
    return new LongColumn(decimal, pairs, validity);
  }
}
