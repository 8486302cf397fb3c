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
import io.sheaf.engine.expression.kernel.Rows;
import java.math.BigDecimal;

/** Numbers to DOUBLE or REAL: the nearest value; nothing fails but a finite number beyond REAL. */
final class ToFloating extends CastKernel {
  private static final long EXACT = 1L << 53;
  private static final int EXACT_POWERS = 18;

  ToFloating(DataType type, boolean safe) {
    super(type, safe);
  }

  @Override
  Column convert(Column arg, Rows rows) {
    int n = rows.length();
    double[] out = scratch.doubles(n);
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
      case LongColumn c -> fromLongs(c, out, n);
      case FloatColumn c -> {
        for (int i = 0; i < n; i++) {
          out[i] = c.values()[i];
        }
      }
      case DoubleColumn c -> out = c.values();
      case Int128Column c -> {
        int scale = ((DataType.Decimal) c.type()).scale();
        for (int i = 0; i < n; i++) {
          out[i] =
              new BigDecimal(Int128.toBigInteger(c.values()[2 * i], c.values()[2 * i + 1]), scale)
                  .doubleValue();
        }
      }
      case Column c -> throw SheafException.bug("floating number of " + c.type().sql());
    }
    return type == Simple.DOUBLE
        ? new DoubleColumn(type, out, validity(arg, rows))
        : floats(arg, out, rows);
  }

  private static void fromLongs(LongColumn column, double[] out, int n) {
    long[] values = column.values();
    int scale = column.type() instanceof DataType.Decimal d ? d.scale() : 0;
    if (scale == 0) {
      for (int i = 0; i < n; i++) {
        out[i] = values[i];
      }
      return;
    }
    if (scale <= EXACT_POWERS) {
      double power = Int128.powerOfTen(scale);
      long beyond = 0;
      for (int i = 0; i < n; i++) {
        out[i] = values[i] / power;
        beyond |= EXACT - values[i] | EXACT + values[i];
      }
      if (beyond >= 0) {
        return;
      }
    }
    for (int i = 0; i < n; i++) {
      out[i] = BigDecimal.valueOf(values[i], scale).doubleValue();
    }
  }

  private Column floats(Column arg, double[] values, Rows rows) {
    int n = rows.length();
    float[] out = scratch.floats(n);
    boolean fromFloats = arg instanceof FloatColumn;
    for (int i = 0; i < n; i++) {
      out[i] = (float) values[i];
      if (Float.isInfinite(out[i]) && !fromFloats && !Double.isInfinite(values[i])) {
        fail(i);
      }
    }
    return new FloatColumn(type, out, validity(arg, rows));
  }
}
