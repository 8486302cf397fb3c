package io.sheaf.engine.expression;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.plan.Expr;
import io.sheaf.plan.ScalarFunction;
import java.util.ArrayList;
import java.util.List;

/** Rewrites of conditions that keep three-valued truth. */
final class Negation {
  private Negation() {}

  /** NOT expr, with NOT moved inwards as far as it goes. */
  static Expr of(Expr expr) {
    Expr unchanged = new Expr.Call(ScalarFunction.NOT, List.of(expr), Simple.BOOLEAN);
    if (!(expr instanceof Expr.Call call)) {
      return unchanged;
    }
    return switch (call.function()) {
      case AND -> new Expr.Call(ScalarFunction.OR, ofAll(call.args()), Simple.BOOLEAN);
      case OR -> new Expr.Call(ScalarFunction.AND, ofAll(call.args()), Simple.BOOLEAN);
      case NOT -> call.args().getFirst();
      case EQUAL -> with(call, ScalarFunction.NOT_EQUAL);
      case NOT_EQUAL -> with(call, ScalarFunction.EQUAL);
      case LESS -> with(call, ScalarFunction.GREATER_OR_EQUAL);
      case LESS_OR_EQUAL -> with(call, ScalarFunction.GREATER);
      case GREATER -> with(call, ScalarFunction.LESS_OR_EQUAL);
      case GREATER_OR_EQUAL -> with(call, ScalarFunction.LESS);
      case IS_DISTINCT_FROM -> with(call, ScalarFunction.IS_NOT_DISTINCT_FROM);
      case IS_NOT_DISTINCT_FROM -> with(call, ScalarFunction.IS_DISTINCT_FROM);
      case IS_NULL -> with(call, ScalarFunction.IS_NOT_NULL);
      case IS_NOT_NULL -> with(call, ScalarFunction.IS_NULL);
      case IS_TRUE -> with(call, ScalarFunction.IS_NOT_TRUE);
      case IS_NOT_TRUE -> with(call, ScalarFunction.IS_TRUE);
      case IS_FALSE -> with(call, ScalarFunction.IS_NOT_FALSE);
      case IS_NOT_FALSE -> with(call, ScalarFunction.IS_FALSE);
      default -> unchanged;
    };
  }

  private static Expr with(Expr.Call call, ScalarFunction function) {
    return new Expr.Call(function, call.args(), Simple.BOOLEAN);
  }

  private static List<Expr> ofAll(List<Expr> exprs) {
    return exprs.stream().map(Negation::of).toList();
  }

  /** The comparison that holds for (b, a) when this holds for (a, b). */
  static ScalarFunction swapped(ScalarFunction comparison) {
    return switch (comparison) {
      case LESS -> ScalarFunction.GREATER;
      case LESS_OR_EQUAL -> ScalarFunction.GREATER_OR_EQUAL;
      case GREATER -> ScalarFunction.LESS;
      case GREATER_OR_EQUAL -> ScalarFunction.LESS_OR_EQUAL;
      default -> comparison;
    };
  }

  /** The arguments of nested ANDs (or ORs) as one list. */
  static List<Expr> flatten(Expr expr, ScalarFunction function) {
    List<Expr> parts = new ArrayList<>();
    collect(expr, function, parts);
    return parts;
  }

  private static void collect(Expr expr, ScalarFunction function, List<Expr> parts) {
    Expr pushed =
        expr instanceof Expr.Call not && not.function() == ScalarFunction.NOT
            ? of(not.args().getFirst())
            : expr;
    if (pushed instanceof Expr.Call call && call.function() == function) {
      call.args().forEach(arg -> collect(arg, function, parts));
    } else {
      parts.add(pushed);
    }
  }
}
