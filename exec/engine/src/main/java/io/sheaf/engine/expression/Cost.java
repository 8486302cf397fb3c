package io.sheaf.engine.expression;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Storage;
import io.sheaf.engine.expression.cast.Casts;
import io.sheaf.plan.Expr;
import io.sheaf.plan.ScalarFunction;
import java.util.List;

/**
 * What is known of an expression by its shape: what a row costs, and whether it can raise an error.
 */
final class Cost {
  private static final double TEXT = 8;

  private Cost() {}

  /** Nanoseconds a row, roughly. */
  static double of(Expr expr) {
    return switch (expr) {
      case Expr.InputRef ref -> 0;
      case Expr.Literal literal -> 0;
      case Expr.Cast cast ->
          of(cast.arg()) + (isText(cast.type()) || isText(cast.arg().type()) ? 4 * TEXT : 1);
      case Expr.Case choice ->
          6 + sum(choice.conditions()) + sum(choice.values()) + of(choice.otherwise());
      case Expr.InSet set -> of(set.arg()) + (isText(set.arg().type()) ? TEXT : 3);
      case Expr.Call call -> sum(call.args()) + own(call);
    };
  }

  private static double sum(List<Expr> exprs) {
    return exprs.stream().mapToDouble(Cost::of).sum();
  }

  private static boolean isText(DataType type) {
    return type.storage() == Storage.TEXT;
  }

  private static double own(Expr.Call call) {
    boolean text = !call.args().isEmpty() && isText(call.args().getFirst().type());
    return switch (call.function()) {
      case AND, OR, NOT -> 2;
      case IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE -> 1.1;
      case EQUAL, NOT_EQUAL -> text ? TEXT - 2 : 1.5;
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> text ? TEXT - 1 : 1.5;
      case ADD, SUBTRACT, MULTIPLY -> 1;
      case STARTS_WITH, ENDS_WITH -> TEXT;
      case LIKE -> likeCost(call);
      case ILIKE, CONTAINS -> 3 * TEXT;
      case REGEXP_LIKE, REGEXP_REPLACE, LIBRARY -> 40 * TEXT;
      default -> text ? 2 * TEXT : 5;
    };
  }

  private static double likeCost(Expr.Call call) {
    boolean fromStart =
        call.args().get(1) instanceof Expr.Literal literal
            && literal.value() instanceof String pattern
            && !pattern.startsWith("%")
            && !pattern.startsWith("_");
    return fromStart ? TEXT : 3 * TEXT;
  }

  /** Whether a row may raise an error. */
  static boolean canFail(Expr expr) {
    return switch (expr) {
      case Expr.InputRef ref -> false;
      case Expr.Literal literal -> false;
      case Expr.Cast cast -> canFail(cast.arg()) || !cast.safe() && castCanFail(cast);
      case Expr.Case choice ->
          anyFails(choice.conditions()) || anyFails(choice.values()) || canFail(choice.otherwise());
      case Expr.InSet set -> canFail(set.arg());
      case Expr.Call call -> anyFails(call.args()) || callCanFail(call);
    };
  }

  private static boolean anyFails(List<Expr> exprs) {
    return exprs.stream().anyMatch(Cost::canFail);
  }

  private static boolean castCanFail(Expr.Cast cast) {
    DataType from = cast.arg().type();
    DataType to = cast.type();
    if (Casts.isRelabelling(from, to) || to.isText() || to == Simple.DOUBLE && from.isNumeric()) {
      return false;
    }
    if (from.isInteger() && to == Simple.BIGINT) {
      return false;
    }
    if (to instanceof DataType.Decimal t) {
      int whole =
          from instanceof DataType.Decimal f
              ? f.precision() - f.scale()
              : from == Simple.BIGINT ? 19 : 10;
      boolean exact = from instanceof DataType.Decimal f ? f.scale() <= t.scale() : true;
      return !(from.isInteger() || from instanceof DataType.Decimal)
          || t.precision() - t.scale() < (exact ? whole : whole + 1);
    }
    return true;
  }

  private static boolean callCanFail(Expr.Call call) {
    return switch (call.function()) {
      case ADD, SUBTRACT, MULTIPLY -> !call.type().isFloating() && !isWideEnough(call);
      case DIVIDE, MODULO -> !call.type().isFloating();
      case LIKE, ILIKE -> call.args().stream().skip(1).anyMatch(a -> !(a instanceof Expr.Literal));
      case NEGATE,
          ABS,
          SIGN,
          CEIL,
          FLOOR,
          ROUND,
          TRUNCATE,
          SUBSTRING,
          REPEAT,
          LPAD,
          RPAD,
          CHR,
          SPLIT_PART,
          REGEXP_LIKE,
          REGEXP_REPLACE,
          DATE_TRUNC,
          ADD_MONTHS,
          ADD_MICROSECONDS,
          ADD_DAYS,
          DAYS_BETWEEN,
          MICROSECONDS_BETWEEN,
          MONTHS_BETWEEN,
          MULTIPLY_INTERVAL,
          LIBRARY,
          UNPACK,
          CAST_IN_ZONE ->
          !isSubstringOfConstants(call);
      default -> false;
    };
  }

  /** Whether a decimal sum or product has room for all values of its arguments' types. */
  private static boolean isWideEnough(Expr.Call call) {
    if (!(call.type() instanceof DataType.Decimal type)
        || !(call.args().get(0).type() instanceof DataType.Decimal a)
        || !(call.args().get(1).type() instanceof DataType.Decimal b)) {
      return false;
    }
    boolean product = call.function() == ScalarFunction.MULTIPLY;
    int wholeA = a.precision() - a.scale();
    int wholeB = b.precision() - b.scale();
    int scale = product ? a.scale() + b.scale() : Math.max(a.scale(), b.scale());
    int whole = product ? wholeA + wholeB : Math.max(wholeA, wholeB) + 1;
    int carried = scale > type.scale() ? 1 : 0;
    return type.precision() - type.scale() >= whole + carried;
  }

  private static boolean isSubstringOfConstants(Expr.Call call) {
    return call.function() == ScalarFunction.SUBSTRING
        && call.args().stream().skip(1).allMatch(arg -> arg instanceof Expr.Literal);
  }
}
