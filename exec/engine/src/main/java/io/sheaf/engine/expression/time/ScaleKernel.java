package io.sheaf.engine.expression.time;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Storage;
import io.sheaf.columnar.Validity;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.engine.expression.kernel.IntegerInput;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.Scratch;
import io.sheaf.engine.expression.kernel.ValueErrors;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;

/** MULTIPLY_INTERVAL(interval, number of any type): rounded to whole months or microseconds. */
final class ScaleKernel implements Kernel {
  private final DataType type;
  private final Scratch scratch = new Scratch();
  private final IntegerInput interval = new IntegerInput();

  ScaleKernel(DataType type) {
    this.type = type;
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    int n = rows.length();
    long[] validity = scratch.strict(args, n);
    boolean ints = type.storage() == Storage.INT;
    int[] shortOut = ints ? scratch.ints(n) : null;
    long[] longOut = ints ? null : scratch.longs(n);
    interval.reset(args[0]);
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (!Validity.isValid(validity, row)) {
        continue;
      }
      try {
        long value = scaled(interval.at(row), args[1], row);
        if (ints) {
          shortOut[row] = Math.toIntExact(value);
        } else {
          longOut[row] = value;
        }
      } catch (ArithmeticException | NumberFormatException e) {
        throw ValueErrors.overflow(type, args[0], "*", args[1], row);
      }
    }
    return ints ? new IntColumn(type, shortOut, validity) : new LongColumn(type, longOut, validity);
  }

  private static long scaled(long value, Column factors, int row) {
    Object factor = JavaValues.get(factors, row, ZoneOffset.UTC);
    return switch (factor) {
      case BigDecimal d -> rounded(value, d);
      case Double d -> rounded(value, BigDecimal.valueOf(d));
      case Float f -> rounded(value, BigDecimal.valueOf(f));
      case Number number -> Math.multiplyExact(value, number.longValue());
      default -> throw new ArithmeticException();
    };
  }

  private static long rounded(long value, BigDecimal factor) {
    return factor
        .multiply(BigDecimal.valueOf(value))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
