package io.sheaf.engine.expression;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Storage;
import io.sheaf.engine.expression.cast.Casts;
import io.sheaf.plan.Expr;
import io.sheaf.plan.ScalarFunction;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the arguments of calls to the types that kernels are made for. Plans do most of that; here
 * is what is left: widths of integers, decimals of unequal scale, bare NULLs.
 */
final class Coercion {
  private static final int INTEGER_DIGITS = 10;
  private static final int BIGINT_DIGITS = 19;

  private Coercion() {}

  static Expr to(Expr expr, DataType type) {
    if (expr.type().equals(type)) {
      return expr;
    }
    if (expr instanceof Expr.Literal literal && literal.isNull()) {
      return new Expr.Literal(null, type);
    }
    return new Expr.Cast(expr, type, false);
  }

  /** A literal as one of another type. */
  static Expr.Literal literal(Expr.Literal literal, DataType type) {
    return literal.type().equals(type)
        ? literal
        : Literals.of(NodeBuilder.constant(to(literal, type)), 0, type);
  }

  static Expr apply(Expr.Call call) {
    return switch (call.function()) {
      case EQUAL,
          NOT_EQUAL,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM,
          NULLIF ->
          unify(call);
      case COALESCE, GREATEST, LEAST -> castAll(call, call.type());
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO -> arithmetic(call);
      case NEGATE, ABS, SIGN, CEIL, FLOOR, ROUND, TRUNCATE -> single(call);
      case SQRT, CBRT, EXP, LN, LOG10, LOG2, SIN, COS, TAN, ASIN, ACOS, ATAN, DEGREES, RADIANS ->
          doubles(call);
      case POWER, ATAN2 -> doubles(call);
      case CONCAT, CONCAT_SKIP_NULLS -> texts(call);
      case AND, OR, NOT, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE ->
          castAll(call, Simple.BOOLEAN);
      default -> call;
    };
  }

  private static Expr castAll(Expr.Call call, DataType type) {
    List<Expr> args = new ArrayList<>();
    for (Expr arg : call.args()) {
      args.add(isSame(arg.type(), type) ? arg : to(arg, type));
    }
    return new Expr.Call(call.function(), args, call.type());
  }

  /** Whether values of both types are represented alike and mean the same. */
  private static boolean isSame(DataType a, DataType b) {
    if (a.equals(b)) {
      return true;
    }
    if (a instanceof DataType.Decimal x && b instanceof DataType.Decimal y) {
      return x.scale() == y.scale();
    }
    return a.isText() && b.isText()
        || Casts.isRelabelling(a, b) && a.storage() == b.storage()
        || Casts.isRelabelling(b, a) && a.storage() == b.storage();
  }

  private static Expr unify(Expr.Call call) {
    Expr left = call.args().get(0);
    Expr right = call.args().get(1);
    if (isSame(left.type(), right.type())) {
      return call;
    }
    DataType common = common(left.type(), right.type());
    Expr both =
        new Expr.Call(call.function(), List.of(to(left, common), to(right, common)), call.type());
    return call.function() != ScalarFunction.NULLIF || common.equals(call.type())
        ? both
        : new Expr.Cast(
            new Expr.Call(call.function(), ((Expr.Call) both).args(), common), call.type(), false);
  }

  private static DataType common(DataType a, DataType b) {
    if (a == Simple.NULL || b == Simple.NULL) {
      return a == Simple.NULL ? b : a;
    }
    if (a.isFloating() || b.isFloating()) {
      return Simple.DOUBLE;
    }
    if (a instanceof DataType.Decimal || b instanceof DataType.Decimal) {
      DataType.Decimal x = decimal(a);
      DataType.Decimal y = decimal(b);
      int scale = Math.max(x.scale(), y.scale());
      int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
      return new DataType.Decimal(Math.min(DataType.Decimal.MAX_PRECISION, whole + scale), scale);
    }
    if (a.isInteger() && b.isInteger()) {
      return Simple.BIGINT;
    }
    return a.storage() == Storage.LONG ? a : b;
  }

  /** The smallest decimal type of all values of a number type. */
  private static DataType.Decimal decimal(DataType type) {
    return type instanceof DataType.Decimal d
        ? d
        : new DataType.Decimal(type == Simple.BIGINT ? BIGINT_DIGITS : INTEGER_DIGITS, 0);
  }

  private static Expr arithmetic(Expr.Call call) {
    boolean isDecimal = call.type() instanceof DataType.Decimal;
    List<Expr> args = new ArrayList<>();
    for (Expr arg : call.args()) {
      DataType from = arg.type();
      if (isDecimal && (from.isInteger() || from == Simple.NULL)) {
        args.add(to(arg, decimal(from)));
      } else if (isDecimal && from instanceof DataType.Decimal || isSame(from, call.type())) {
        args.add(arg);
      } else {
        args.add(to(arg, call.type()));
      }
    }
    return new Expr.Call(call.function(), args, call.type());
  }

  /** Functions of one number are computed in its own type, then converted. */
  private static Expr single(Expr.Call call) {
    DataType from = call.args().getFirst().type();
    if (from.equals(call.type())
        || from instanceof DataType.Decimal && call.type() instanceof DataType.Decimal) {
      return call;
    }
    if (from == Simple.NULL) {
      return new Expr.Literal(null, call.type());
    }
    DataType natural = from instanceof DataType.Decimal d ? whole(d, call.function()) : from;
    return new Expr.Cast(new Expr.Call(call.function(), call.args(), natural), call.type(), false);
  }

  private static DataType whole(DataType.Decimal type, ScalarFunction function) {
    return switch (function) {
      case CEIL, FLOOR, SIGN ->
          new DataType.Decimal(
              Math.min(DataType.Decimal.MAX_PRECISION, type.precision() - type.scale() + 1), 0);
      default -> type;
    };
  }

  private static Expr doubles(Expr.Call call) {
    Expr inDoubles =
        castAll(new Expr.Call(call.function(), call.args(), Simple.DOUBLE), Simple.DOUBLE);
    return call.type() == Simple.DOUBLE ? inDoubles : new Expr.Cast(inDoubles, call.type(), false);
  }

  private static Expr texts(Expr.Call call) {
    List<Expr> args = new ArrayList<>();
    for (Expr arg : call.args()) {
      args.add(arg.type().storage() == Storage.TEXT ? arg : to(arg, DataType.VARCHAR));
    }
    return new Expr.Call(call.function(), args, call.type());
  }
}
