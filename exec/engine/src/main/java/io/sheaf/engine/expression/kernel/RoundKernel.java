package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Validity;
import io.sheaf.plan.ScalarFunction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** CEIL, FLOOR, ROUND, TRUNCATE and SIGN of numbers. */
final class RoundKernel implements Kernel {
  private final ScalarFunction function;
  private final DataType type;
  private final RoundingMode mode;
  private final Scratch scratch = new Scratch();
  private final Operand operand = new Operand();
  private final IntegerInput digits = new IntegerInput();

  RoundKernel(ScalarFunction function, DataType type) {
    this.function = function;
    this.type = type;
    this.mode =
        switch (function) {
          case CEIL -> RoundingMode.CEILING;
          case FLOOR -> RoundingMode.FLOOR;
          case TRUNCATE -> RoundingMode.DOWN;
          default -> RoundingMode.HALF_UP;
        };
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    int n = rows.length();
    long[] validity = scratch.strict(args, n);
    if (args.length > 1) {
      digits.reset(args[1]);
    }
    boolean hasDigits = args.length > 1;
    if (args[0].type() instanceof DataType.Decimal from) {
      return decimals(args, from, hasDigits, validity, rows);
    }
    return switch (args[0] instanceof ConstantColumn c ? c.value() : args[0]) {
      case IntColumn c -> integers(args, operand.ints(args[0], n), null, hasDigits, validity, rows);
      case LongColumn c ->
          integers(args, null, operand.longs(args[0], n), hasDigits, validity, rows);
      case FloatColumn c -> {
        float[] in = operand.floats(args[0], n);
        float[] out = scratch.floats(n);
        for (int k = 0; k < rows.count(); k++) {
          int row = rows.row(k);
          out[row] = (float) floating(in[row], hasDigits && digits.at(row) != 0, row);
        }
        yield new FloatColumn(type, out, validity);
      }
      case DoubleColumn c -> {
        double[] in = operand.doubles(args[0], n);
        double[] out = scratch.doubles(n);
        for (int k = 0; k < rows.count(); k++) {
          int row = rows.row(k);
          out[row] = floating(in[row], hasDigits && digits.at(row) != 0, row);
        }
        yield new DoubleColumn(type, out, validity);
      }
      case Column c -> throw Operand.unexpected(c);
    };
  }

  private double floating(double x, boolean hasDigits, int row) {
    if (hasDigits && Double.isFinite(x)) {
      int places = Math.clamp(digits.at(row), -400, 400);
      return Math.copySign(BigDecimal.valueOf(x).setScale(places, mode).doubleValue(), x);
    }
    return switch (function) {
      case CEIL -> Math.ceil(x);
      case FLOOR -> Math.floor(x);
      case TRUNCATE -> x < 0 ? Math.ceil(x) : Math.floor(x);
      case SIGN -> Math.signum(x);
      // Adding a half would round 0.49999999999999994 up.
      default ->
          Double.isInfinite(x)
              ? x
              : Math.copySign(Math.abs(x % 1) < 0.5 ? x - x % 1 : x - x % 1 + Math.signum(x), x);
    };
  }

  private Column integers(
      Column[] args, int[] ints, long[] longs, boolean hasDigits, long[] validity, Rows rows) {
    int n = rows.length();
    int[] intOut = ints == null ? null : scratch.ints(n);
    long[] longOut = ints == null ? scratch.longs(n) : null;
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (!Validity.isValid(validity, row)) {
        continue;
      }
      long value = ints == null ? longs[row] : ints[row];
      if (function == ScalarFunction.SIGN) {
        value = Long.signum(value);
      } else if (hasDigits && digits.at(row) < 0) {
        int places = (int) Math.max(digits.at(row), -400);
        BigInteger rounded = BigDecimal.valueOf(value).setScale(places, mode).toBigInteger();
        if (rounded.bitLength() > bits()) {
          throw ValueErrors.overflow(type, function + "(" + value + ", " + places + ")");
        }
        value = rounded.longValue();
      }
      if (ints == null) {
        longOut[row] = value;
      } else {
        intOut[row] = (int) value;
      }
    }
    return ints == null
        ? new LongColumn(type, longOut, validity)
        : new IntColumn(type, intOut, validity);
  }

  /** Bits of the integer type without its sign. */
  private int bits() {
    return switch (type) {
      case DataType.Simple.TINYINT -> 7;
      case DataType.Simple.SMALLINT -> 15;
      case DataType.Simple.INTEGER -> 31;
      default -> 63;
    };
  }

  private Column decimals(
      Column[] args, DataType.Decimal from, boolean hasDigits, long[] validity, Rows rows) {
    int n = rows.length();
    DataType.Decimal to = (DataType.Decimal) type;
    long[] in = operand.pairs(args[0], n);
    long[] out = scratch.longs(2 * n);
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (!Validity.isValid(validity, row)) {
        continue;
      }
      long low = in[2 * row];
      long high = in[2 * row + 1];
      boolean fits;
      if (function == ScalarFunction.SIGN) {
        long sign = Int128.signum(low, high);
        fits = Int128.rescale(sign, sign >> 63, to.scale(), out, 2 * row);
      } else {
        int places = hasDigits ? Math.clamp(digits.at(row), -400, 400) : 0;
        int cut = from.scale() - places;
        fits =
            cut > 0 && cut <= 18 && places >= 0 && Int128.fitsLong(low, high)
                ? cutLong(low, cut, to.scale() - places, out, 2 * row)
                : cutBig(low, high, from.scale(), places, to.scale(), out, 2 * row);
      }
      if (!fits || !Int128.fits(out[2 * row], out[2 * row + 1], to.precision())) {
        throw ValueErrors.overflow(type, function + "(" + ValueErrors.show(args[0], row) + ")");
      }
    }
    return WideDecimals.column(to, out, validity, rows);
  }

  private boolean cutLong(long value, int cut, int up, long[] out, int at) {
    long power = Int128.powerOfTen(cut);
    long quotient = value / power;
    long rest = value - quotient * power;
    if (rest != 0) {
      switch (mode) {
        case CEILING -> quotient += rest > 0 ? 1 : 0;
        case FLOOR -> quotient -= rest < 0 ? 1 : 0;
        case HALF_UP -> quotient = LongLoops.divideHalfUp(value, power);
        default -> {}
      }
    }
    return Int128.rescale(quotient, quotient >> 63, up, out, at);
  }

  private boolean cutBig(
      long low, long high, int scale, int places, int newScale, long[] out, int at) {
    BigDecimal value = new BigDecimal(Int128.toBigInteger(low, high), scale);
    BigDecimal rounded = places < scale ? value.setScale(places, mode) : value;
    return Int128.fromBigInteger(
        rounded.setScale(newScale, RoundingMode.HALF_UP).unscaledValue(), out, at);
  }
}
