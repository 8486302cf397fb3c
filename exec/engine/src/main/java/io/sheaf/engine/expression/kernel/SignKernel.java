package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Validity;
import io.sheaf.plan.ScalarFunction;

/** NEGATE and ABS of numbers and intervals, in the type of the argument. */
final class SignKernel implements Kernel {
  private final boolean absolute;
  private final DataType type;
  private final Scratch scratch = new Scratch();

  SignKernel(ScalarFunction function, DataType type) {
    this.absolute = function == ScalarFunction.ABS;
    this.type = type;
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    int n = rows.length();
    return switch (args[0]) {
      case IntColumn c -> {
        int[] out = scratch.ints(n);
        int[] in = c.values();
        for (int i = 0; i < n; i++) {
          int sign = absolute ? in[i] >> 31 : -1;
          out[i] = (in[i] ^ sign) - sign;
        }
        checkInts(c, rows);
        yield new IntColumn(type, out, c.validity());
      }
      case LongColumn c -> {
        long[] out = scratch.longs(n);
        long[] in = c.values();
        for (int i = 0; i < n; i++) {
          long sign = absolute ? in[i] >> 63 : -1;
          out[i] = (in[i] ^ sign) - sign;
        }
        yield longs(c, out, rows);
      }
      case FloatColumn c -> {
        float[] out = scratch.floats(n);
        for (int i = 0; i < n; i++) {
          out[i] = absolute ? Math.abs(c.values()[i]) : -c.values()[i];
        }
        yield new FloatColumn(type, out, c.validity());
      }
      case DoubleColumn c -> {
        double[] out = scratch.doubles(n);
        for (int i = 0; i < n; i++) {
          out[i] = absolute ? Math.abs(c.values()[i]) : -c.values()[i];
        }
        yield new DoubleColumn(type, out, c.validity());
      }
      case Int128Column c -> {
        long[] out = scratch.longs(2 * n);
        for (int i = 0; i < n; i++) {
          long low = c.values()[2 * i];
          long high = c.values()[2 * i + 1];
          if (absolute && high >= 0) {
            out[2 * i] = low;
            out[2 * i + 1] = high;
          } else {
            Int128.negate(low, high, out, 2 * i);
          }
        }
        yield new Int128Column(type, out, c.validity());
      }
      case Column c -> throw Operand.unexpected(c);
    };
  }

  /** The least value of a type has no opposite. */
  private void checkInts(IntColumn column, Rows rows) {
    int least =
        type == DataType.Simple.TINYINT
            ? Byte.MIN_VALUE
            : type == DataType.Simple.SMALLINT ? Short.MIN_VALUE : Integer.MIN_VALUE;
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (column.values()[row] == least && Validity.isValid(column.validity(), row)) {
        throw overflow(column, row);
      }
    }
  }

  private Column longs(LongColumn column, long[] out, Rows rows) {
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (column.values()[row] == Long.MIN_VALUE && Validity.isValid(column.validity(), row)) {
        if (type instanceof DataType.Decimal) {
          long[] pairs = new Operand().pairs(column, rows.length());
          return apply(new Column[] {new Int128Column(type, pairs, column.validity())}, rows);
        }
        throw overflow(column, row);
      }
    }
    return new LongColumn(type, out, column.validity());
  }

  private SheafException overflow(Column column, int row) {
    String value = ValueErrors.show(column, row);
    return ValueErrors.overflow(type, absolute ? "ABS(" + value + ")" : "-(" + value + ")");
  }
}
