package io.sheaf.engine.expression.cast;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Storage;
import io.sheaf.engine.expression.kernel.Rows;

/**
 * Numbers, booleans and intervals to integers. Decimals round half away from zero, floating numbers
 * to the nearest integer, ties to even.
 */
final class ToIntegers extends CastKernel {
  private final long least;
  private final long most;
  private long[] wide = {};
  private final long[] pair = new long[2];

  ToIntegers(DataType type, boolean safe) {
    super(type, safe);
    most =
        type == Simple.TINYINT
            ? Byte.MAX_VALUE
            : type == Simple.SMALLINT
                ? Short.MAX_VALUE
                : type.storage() == Storage.INT ? Integer.MAX_VALUE : Long.MAX_VALUE;
    least = -most - 1;
  }

  @Override
  Column convert(Column arg, Rows rows) {
    int n = rows.length();
    if (arg instanceof IntColumn c && type.storage() == Storage.INT) {
      return narrow(c, rows);
    }
    long[] values = wide(arg, n);
    if (type.storage() == Storage.LONG) {
      return new LongColumn(type, values, validity(arg, rows));
    }
    int[] out = scratch.ints(n);
    long beyond = 0;
    for (int i = 0; i < n; i++) {
      out[i] = (int) values[i];
      beyond |= most - values[i] | values[i] - least;
    }
    if (beyond < 0) {
      for (int i = 0; i < n; i++) {
        if (values[i] > most || values[i] < least) {
          fail(i);
        }
      }
    }
    return new IntColumn(type, out, validity(arg, rows));
  }

  private Column narrow(IntColumn arg, Rows rows) {
    int[] values = arg.values();
    int n = rows.length();
    if (most < Integer.MAX_VALUE) {
      for (int i = 0; i < n; i++) {
        if (values[i] > most || values[i] < least) {
          fail(i);
        }
      }
    }
    return new IntColumn(type, values, validity(arg, rows));
  }

  private long[] wide(Column arg, int n) {
    if (arg instanceof LongColumn c && scale(c) == 0) {
      return c.values();
    }
    if (wide.length < n) {
      wide = new long[n];
    }
    long[] out = wide;
    switch (arg) {
      case BooleanColumn c -> {
        for (int i = 0; i < n; i++) {
          out[i] = c.values()[i];
        }
      }
      case IntColumn c -> {
        int[] values = c.values();
        for (int i = 0; i < n; i++) {
          out[i] = values[i];
        }
      }
      case FloatColumn c -> {
        for (int i = 0; i < n; i++) {
          out[i] = rounded(c.values()[i], i);
        }
      }
      case DoubleColumn c -> {
        for (int i = 0; i < n; i++) {
          out[i] = rounded(c.values()[i], i);
        }
      }
      case LongColumn c -> {
        for (int i = 0; i < n; i++) {
          Int128.rescale(c.values()[i], c.values()[i] >> 63, -scale(c), pair, 0);
          out[i] = pair[0];
        }
      }
      case Int128Column c -> {
        for (int i = 0; i < n; i++) {
          Int128.rescale(c.values()[2 * i], c.values()[2 * i + 1], -scale(c), pair, 0);
          out[i] = pair[0];
          if (!Int128.fitsLong(pair[0], pair[1])) {
            fail(i);
          }
        }
      }
      case Column c -> throw SheafException.bug("integer of " + c.type().sql());
    }
    return out;
  }

  private static int scale(Column column) {
    return column.type() instanceof DataType.Decimal d ? d.scale() : 0;
  }

  private long rounded(double value, int row) {
    double rounded = Math.rint(value);
    // 2^63 itself is no long, and NaN fails both tests.
    if (!(rounded >= -0x1p63 && rounded < 0x1p63)) {
      fail(row);
    }
    return (long) rounded;
  }
}
