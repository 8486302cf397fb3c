package io.sheaf.engine.expression;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Storage;
import io.sheaf.engine.EngineSettings.Codegen;
import io.sheaf.engine.expression.cast.Casts;
import io.sheaf.plan.Expr;
import io.sheaf.plan.ScalarFunction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the running form of a condition. Ranges of one column become one; the parts of an AND run
 * cheapest first, but nothing that may raise an error runs before what stood in front of it.
 */
final class ConditionBuilder {
  private ConditionBuilder() {}

  static Condition build(Expr expr) {
    return build(expr, Codegen.OFF);
  }

  /**
   * @param codegen where loops are generated
   */
  static Condition build(Expr expr, Codegen codegen) {
    return alone(part(expr, codegen));
  }

  private static Condition part(Expr expr, Codegen codegen) {
    return switch (expr) {
      case Expr.Call call when call.function() == ScalarFunction.AND ->
          conjunction(Negation.flatten(call, ScalarFunction.AND), codegen);
      case Expr.Call call when call.function() == ScalarFunction.OR ->
          disjunction(Negation.flatten(call, ScalarFunction.OR), codegen);
      case Expr.Call call when call.function() == ScalarFunction.NOT -> {
        Expr pushed = Negation.of(call.args().getFirst());
        yield pushed.equals(call) ? general(expr) : part(pushed, codegen);
      }
      case Expr.Call call when call.function() == ScalarFunction.IS_TRUE ->
          part(call.args().getFirst(), codegen);
      case Expr.Call call when NodeBuilder.isComparison(call.function()) -> comparison(call);
      case Expr other -> general(other);
    };
  }

  private static Condition general(Expr expr) {
    return new NodeCondition(NodeBuilder.build(Coercion.to(expr, Simple.BOOLEAN)), Cost.of(expr));
  }

  private static Condition conjunction(List<Expr> conjuncts, Codegen codegen) {
    Map<Expr, Range> ranges = new LinkedHashMap<>();
    List<Condition> safe = new ArrayList<>();
    List<Condition> fallible = new ArrayList<>();
    for (Expr conjunct : conjuncts) {
      Range range = Range.of(conjunct);
      if (range != null && !range.outside() && !Cost.canFail(range.arg())) {
        ranges.merge(range.arg(), range, Range::and);
      } else if (Cost.canFail(conjunct)) {
        fallible.add(part(conjunct, codegen));
      } else {
        safe.add(part(conjunct, codegen));
      }
    }
    ranges.values().forEach(range -> safe.add(range.condition()));
    safe.sort(Comparator.comparingDouble(Condition::cost));
    safe.addAll(fallible);
    return safe.size() == 1 ? safe.getFirst() : new Conjunction(safe, codegen);
  }

  private static Condition disjunction(List<Expr> disjuncts, Codegen codegen) {
    List<Condition> safe = new ArrayList<>();
    List<Condition> fallible = new ArrayList<>();
    for (Expr disjunct : disjuncts) {
      (Cost.canFail(disjunct) ? fallible : safe).add(build(disjunct, codegen));
    }
    safe.sort(Comparator.comparingDouble(Condition::cost));
    safe.addAll(fallible);
    return safe.size() == 1 ? safe.getFirst() : new Disjunction(safe);
  }

  /** A condition that may mark its misses does so, which is faster than to pick its hits. */
  private static Condition alone(Condition condition) {
    return condition.part() == null ? condition : new Conjunction(List.of(condition), Codegen.OFF);
  }

  private static Condition comparison(Expr.Call call) {
    Range range = Range.of(call);
    if (range != null) {
      return range.condition();
    }
    Expr a = call.args().get(0);
    Expr b = call.args().get(1);
    boolean integers =
        a.type().equals(b.type())
            && (a.type().storage() == Storage.INT || a.type().storage() == Storage.LONG);
    if (!integers || !(a instanceof Expr.InputRef x) || !(b instanceof Expr.InputRef y)) {
      return general(call);
    }
    Condition general = general(call);
    return switch (call.function()) {
      case LESS -> new PairCondition(x.index(), y.index(), true, false, general);
      case GREATER -> new PairCondition(y.index(), x.index(), true, false, general);
      case LESS_OR_EQUAL -> new PairCondition(y.index(), x.index(), true, true, general);
      case GREATER_OR_EQUAL -> new PairCondition(x.index(), y.index(), true, true, general);
      case EQUAL -> new PairCondition(x.index(), y.index(), false, false, general);
      default -> new PairCondition(x.index(), y.index(), false, true, general);
    };
  }

  /**
   * A comparison of a number, date or time with a constant.
   *
   * @param outside whether values out of the bounds are wanted
   */
  private record Range(Expr arg, long low, long high, boolean outside) {

    static Range of(Expr expr) {
      if (!(expr instanceof Expr.Call call) || !NodeBuilder.isComparison(call.function())) {
        return null;
      }
      Expr left = call.args().get(0);
      Expr right = call.args().get(1);
      if (right instanceof Expr.Literal literal) {
        return of(call.function(), left, literal);
      }
      return left instanceof Expr.Literal literal
          ? of(Negation.swapped(call.function()), right, literal)
          : null;
    }

    private static Range of(ScalarFunction function, Expr arg, Expr.Literal literal) {
      Long bound = bound(literal, arg.type());
      if (bound == null || arg instanceof Expr.Literal) {
        return null;
      }
      long value = bound;
      return switch (function) {
        case EQUAL -> new Range(strip(arg), value, value, false);
        case NOT_EQUAL -> new Range(strip(arg), value, value, true);
        case LESS ->
            value == Long.MIN_VALUE
                ? null
                : new Range(strip(arg), Long.MIN_VALUE, value - 1, false);
        case LESS_OR_EQUAL -> new Range(strip(arg), Long.MIN_VALUE, value, false);
        case GREATER ->
            value == Long.MAX_VALUE
                ? null
                : new Range(strip(arg), value + 1, Long.MAX_VALUE, false);
        default -> new Range(strip(arg), value, Long.MAX_VALUE, false);
      };
    }

    /** The literal as a long in the argument's representation, or null. */
    private static Long bound(Expr.Literal literal, DataType type) {
      if (literal.isNull() || type.storage() == Storage.BOOLEAN) {
        return null;
      }
      if (type instanceof DataType.Decimal d) {
        return literal.type() instanceof DataType.Decimal l
                && l.scale() == d.scale()
                && literal.value() instanceof BigInteger unscaled
                && unscaled.bitLength() <= 62
            ? unscaled.longValue()
            : null;
      }
      boolean same = literal.type().equals(type) || literal.type().isInteger() && type.isInteger();
      boolean isLong = type.storage() == Storage.INT || type.storage() == Storage.LONG;
      return same && isLong ? (Long) ((Number) literal.value()).longValue() : null;
    }

    /** The argument without casts that keep all values as they are. */
    private static Expr strip(Expr arg) {
      return arg instanceof Expr.Cast cast
              && cast.arg().type().storage() != Storage.BOOLEAN
              && (Casts.isRelabelling(cast.arg().type(), cast.type())
                  || cast.arg().type().isInteger() && cast.type() == Simple.BIGINT)
          ? strip(cast.arg())
          : arg;
    }

    Range and(Range other) {
      return new Range(arg, Math.max(low, other.low), Math.min(high, other.high), false);
    }

    Condition condition() {
      int column = arg instanceof Expr.InputRef ref ? ref.index() : -1;
      return new RangeCondition(NodeBuilder.build(arg), column, low, high, outside);
    }
  }
}
