package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.plan.ScalarFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Functions of one number, and those of DOUBLEs, which follow IEEE: no errors, but NaN. */
public final class MathKernels {
  private static final double LN_2 = Math.log(2);

  private MathKernels() {}

  public static Kernel of(ScalarFunction function, DataType type) {
    return switch (function) {
      case NEGATE, ABS -> new SignKernel(function, type);
      case SIGN, CEIL, FLOOR, ROUND, TRUNCATE -> new RoundKernel(function, type);
      case POWER -> binary(Math::pow);
      case ATAN2 -> binary(Math::atan2);
      case SQRT -> squareRoot();
      default -> unary(operator(function));
    };
  }

  private static DoubleUnaryOperator operator(ScalarFunction function) {
    return switch (function) {
      case CBRT -> Math::cbrt;
      case EXP -> Math::exp;
      case LN -> Math::log;
      case LOG10 -> Math::log10;
      case LOG2 -> MathKernels::log2;
      case SIN -> Math::sin;
      case COS -> Math::cos;
      case TAN -> Math::tan;
      case ASIN -> Math::asin;
      case ACOS -> Math::acos;
      case ATAN -> Math::atan;
      case DEGREES -> Math::toDegrees;
      case RADIANS -> Math::toRadians;
      default -> throw new IllegalArgumentException(function.name());
    };
  }

  /** Exact for powers of two. */
  private static double log2(double x) {
    int exponent = Math.getExponent(x);
    return x > 0 && exponent >= Double.MIN_EXPONENT && x == Math.scalb(1.0, exponent)
        ? exponent
        : Math.log(x) / LN_2;
  }

  private static Kernel squareRoot() {
    Scratch scratch = new Scratch();
    return (args, rows) -> {
      DoubleColumn arg = (DoubleColumn) args[0];
      double[] in = arg.values();
      double[] out = scratch.doubles(rows.length());
      for (int i = 0; i < rows.length(); i++) {
        out[i] = Math.sqrt(in[i]);
      }
      return new DoubleColumn(Simple.DOUBLE, out, arg.validity());
    };
  }

  private static Kernel unary(DoubleUnaryOperator operator) {
    Scratch scratch = new Scratch();
    return (args, rows) -> {
      DoubleColumn arg = (DoubleColumn) args[0];
      double[] out = scratch.doubles(rows.length());
      for (int k = 0; k < rows.count(); k++) {
        int row = rows.row(k);
        out[row] = operator.applyAsDouble(arg.values()[row]);
      }
      return new DoubleColumn(Simple.DOUBLE, out, arg.validity());
    };
  }

  private static Kernel binary(DoubleBinaryOperator operator) {
    Scratch scratch = new Scratch();
    Operand left = new Operand();
    Operand right = new Operand();
    return (args, rows) -> {
      int n = rows.length();
      double[] a = left.doubles(args[0], n);
      double[] b = right.doubles(args[1], n);
      double[] out = scratch.doubles(n);
      for (int k = 0; k < rows.count(); k++) {
        int row = rows.row(k);
        out[row] = operator.applyAsDouble(a[row], b[row]);
      }
      Column result = new DoubleColumn(Simple.DOUBLE, out, scratch.strict(args, n));
      return result;
    };
  }
}
