package io.sheaf.engine.expression;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.plan.Expr;
import io.sheaf.plan.ScalarFunction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/**
 * The meaning of expressions, one row at a time, by the Java library. Values are Boolean, Long (all
 * integers, dates, times, intervals), Float, Double, BigDecimal, String, or null.
 */
final class RowReference {
  private RowReference() {}

  /** A row for which an expression has no value. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message, null, false, false);
    }
  }

  static Object eval(Expr expr, Object[] row) {
    return switch (expr) {
      case Expr.InputRef ref -> row[ref.index()];
      case Expr.Literal literal -> literal(literal);
      case Expr.Cast cast -> {
        Object value = eval(cast.arg(), row);
        try {
          yield value == null ? null : CastReference.cast(value, cast.arg().type(), cast.type());
        } catch (Failure | ArithmeticException | IllegalArgumentException e) {
          if (cast.safe()) {
            yield null;
          }
          throw new Failure(e.getMessage());
        }
      }
      case Expr.Case choice -> {
        for (int i = 0; i < choice.conditions().size(); i++) {
          if (Boolean.TRUE.equals(eval(choice.conditions().get(i), row))) {
            yield eval(choice.values().get(i), row);
          }
        }
        yield eval(choice.otherwise(), row);
      }
      case Expr.InSet set -> in(set, row);
      case Expr.Call call -> call(call, row);
    };
  }

  static Object literal(Expr.Literal literal) {
    return switch (literal.value()) {
      case null -> null;
      case Integer i -> (long) i;
      case BigInteger unscaled ->
          new BigDecimal(unscaled, ((DataType.Decimal) literal.type()).scale());
      case Object other -> other;
    };
  }

  private static Object in(Expr.InSet set, Object[] row) {
    Object value = eval(set.arg(), row);
    if (value == null) {
      return null;
    }
    boolean nulls = false;
    for (Expr.Literal literal : set.values()) {
      if (literal.isNull()) {
        nulls = true;
      } else if (compare(value, literal(literal)) == 0) {
        return true;
      }
    }
    return nulls ? null : false;
  }

  private static Object call(Expr.Call call, Object[] row) {
    List<Expr> args = call.args();
    switch (call.function()) {
      case AND, OR -> {
        boolean decisive = call.function() == ScalarFunction.OR;
        boolean nulls = false;
        for (Expr arg : args) {
          Object value = eval(arg, row);
          if (value == null) {
            nulls = true;
          } else if ((Boolean) value == decisive) {
            return decisive;
          }
        }
        return nulls ? null : !decisive;
      }
      case COALESCE -> {
        for (Expr arg : args) {
          Object value = eval(arg, row);
          if (value != null) {
            return value;
          }
        }
        return null;
      }
      default -> {
        Object[] values = new Object[args.size()];
        boolean nulls = false;
        for (int i = 0; i < values.length; i++) {
          values[i] = eval(args.get(i), row);
          nulls |= values[i] == null;
        }
        return nulls && Functions.isStrict(call) ? null : apply(call, values);
      }
    }
  }

  private static Object apply(Expr.Call call, Object[] v) {
    DataType first = call.args().isEmpty() ? null : call.args().getFirst().type();
    return switch (call.function()) {
      case NOT -> !(Boolean) v[0];
      case EQUAL -> compare(v[0], v[1]) == 0;
      case NOT_EQUAL -> compare(v[0], v[1]) != 0;
      case LESS -> compare(v[0], v[1]) < 0;
      case LESS_OR_EQUAL -> compare(v[0], v[1]) <= 0;
      case GREATER -> compare(v[0], v[1]) > 0;
      case GREATER_OR_EQUAL -> compare(v[0], v[1]) >= 0;
      case IS_DISTINCT_FROM -> !same(v[0], v[1]);
      case IS_NOT_DISTINCT_FROM -> same(v[0], v[1]);
      case IS_NULL -> v[0] == null;
      case IS_NOT_NULL -> v[0] != null;
      case IS_TRUE -> Boolean.TRUE.equals(v[0]);
      case IS_NOT_TRUE -> !Boolean.TRUE.equals(v[0]);
      case IS_FALSE -> Boolean.FALSE.equals(v[0]);
      case IS_NOT_FALSE -> !Boolean.FALSE.equals(v[0]);
      case NULLIF -> v[0] != null && v[1] != null && compare(v[0], v[1]) == 0 ? null : v[0];
      case GREATEST, LEAST -> extreme(v, call.function() == ScalarFunction.GREATEST ? 1 : -1);
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO ->
          arithmetic(call.function(), v[0], v[1], call.type());
      case NEGATE, ABS, SIGN, CEIL, FLOOR, ROUND, TRUNCATE ->
          rounding(call.function(), v, call.type());
      default -> FunctionReference.apply(call.function(), v, first, call.type());
    };
  }

  private static Object extreme(Object[] values, int sign) {
    Object best = null;
    for (Object value : values) {
      if (value != null && (best == null || compare(value, best) * sign > 0)) {
        best = value;
      }
    }
    return best;
  }

  private static boolean same(Object a, Object b) {
    return a == null || b == null ? a == b : compare(a, b) == 0;
  }

  static int compare(Object a, Object b) {
    return switch (a) {
      case Boolean x -> Boolean.compare(x, (Boolean) b);
      case Long x -> Long.compare(x, (Long) b);
      case Float x -> Float.compare(x + 0f, (Float) b + 0f);
      case Double x -> Double.compare(x + 0.0, (Double) b + 0.0);
      case BigDecimal x -> x.compareTo((BigDecimal) b);
      case String x -> {
        int[] p = x.codePoints().toArray();
        int[] q = ((String) b).codePoints().toArray();
        yield java.util.Arrays.compare(p, q);
      }
      default -> throw new IllegalArgumentException(a.getClass().getName());
    };
  }

  private static Object arithmetic(ScalarFunction f, Object a, Object b, DataType type) {
    if (a instanceof Double x) {
      double y = (Double) b;
      return switch (f) {
        case ADD -> x + y;
        case SUBTRACT -> x - y;
        case MULTIPLY -> x * y;
        case DIVIDE -> x / y;
        default -> x % y;
      };
    }
    if (a instanceof Float x) {
      float y = (Float) b;
      return switch (f) {
        case ADD -> x + y;
        case SUBTRACT -> x - y;
        case MULTIPLY -> x * y;
        case DIVIDE -> x / y;
        default -> x % y;
      };
    }
    BigDecimal x = a instanceof Long n ? BigDecimal.valueOf(n) : (BigDecimal) a;
    BigDecimal y = b instanceof Long n ? BigDecimal.valueOf(n) : (BigDecimal) b;
    boolean divides = f == ScalarFunction.DIVIDE || f == ScalarFunction.MODULO;
    if (divides && y.signum() == 0) {
      throw new Failure("division by zero");
    }
    boolean integers = type.isInteger();
    BigDecimal result =
        switch (f) {
          case ADD -> x.add(y);
          case SUBTRACT -> x.subtract(y);
          case MULTIPLY -> x.multiply(y);
          case DIVIDE ->
              integers
                  ? x.divideToIntegralValue(y)
                  : x.divide(y, ((DataType.Decimal) type).scale(), RoundingMode.HALF_UP);
          default -> x.remainder(y);
        };
    return integers ? (Object) integer(result.toBigInteger(), type) : decimal(result, type);
  }

  /** An integer that fits its type. */
  static Long integer(BigInteger value, DataType type) {
    int bits =
        switch (type) {
          case Simple.TINYINT -> 7;
          case Simple.SMALLINT -> 15;
          case Simple.BIGINT, Simple.INTERVAL_DAY_TIME -> 63;
          default -> 31;
        };
    if (value.bitLength() > bits) {
      throw new Failure(value + " in " + type.sql());
    }
    return value.longValue();
  }

  static BigDecimal decimal(BigDecimal value, DataType type) {
    DataType.Decimal to = (DataType.Decimal) type;
    BigDecimal scaled = value.setScale(to.scale(), RoundingMode.HALF_UP);
    if (scaled.unscaledValue().abs().compareTo(BigInteger.TEN.pow(to.precision())) >= 0) {
      throw new Failure(value + " in " + type.sql());
    }
    return scaled;
  }

  private static Object rounding(ScalarFunction f, Object[] v, DataType type) {
    if (v[0] instanceof Double || v[0] instanceof Float) {
      double rounded = rounding(f, ((Number) v[0]).doubleValue(), v);
      return v[0] instanceof Double ? (Object) rounded : (Object) (float) rounded;
    }
    BigDecimal x = v[0] instanceof Long n ? BigDecimal.valueOf(n) : (BigDecimal) v[0];
    BigDecimal result =
        switch (f) {
          case NEGATE -> x.negate();
          case ABS -> x.abs();
          case SIGN -> BigDecimal.valueOf(x.signum());
          default -> {
            int digits = v.length > 1 ? Math.clamp((Long) v[1], -400, 400) : 0;
            yield digits < x.scale() ? x.setScale(digits, mode(f)) : x;
          }
        };
    return v[0] instanceof Long
        ? (Object) integer(result.toBigInteger(), type)
        : decimal(result, type);
  }

  private static double rounding(ScalarFunction f, double x, Object[] v) {
    switch (f) {
      case NEGATE -> {
        return -x;
      }
      case ABS -> {
        return Math.abs(x);
      }
      case SIGN -> {
        return Math.signum(x);
      }
      default -> {
        if (!Double.isFinite(x)) {
          return x;
        }
        int digits = v.length > 1 ? Math.clamp((Long) v[1], -400, 400) : 0;
        BigDecimal exact = digits == 0 ? new BigDecimal(x) : BigDecimal.valueOf(x);
        return Math.copySign(exact.setScale(digits, mode(f)).doubleValue(), x);
      }
    }
  }

  private static RoundingMode mode(ScalarFunction f) {
    return switch (f) {
      case CEIL -> RoundingMode.CEILING;
      case FLOOR -> RoundingMode.FLOOR;
      case TRUNCATE -> RoundingMode.DOWN;
      default -> RoundingMode.HALF_UP;
    };
  }
}
