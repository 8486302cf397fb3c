package io.sheaf.engine.expression;

import io.sheaf.plan.Expr;
import io.sheaf.plan.ScalarFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a condition into parts that must all be true: those on the same columns together and cheap
 * ones first, but nothing that may raise an error in front of what stood before it.
 */
public final class FilterParts {
  private FilterParts() {}

  /**
   * A part of a condition.
   *
   * @param columns the input columns that it reads, ascending
   * @param canFail whether it may raise an error; only parts at the end may
   */
  public record Part(Expr condition, List<Integer> columns, boolean canFail) {}

  public static List<Part> of(Expr condition) {
    Map<List<Integer>, List<Expr>> safe = new LinkedHashMap<>();
    List<Expr> fallible = new ArrayList<>();
    Expr folded = ConstantFolder.fold(condition);
    for (Expr conjunct : Negation.flatten(folded, ScalarFunction.AND)) {
      if (Cost.canFail(conjunct)) {
        fallible.add(conjunct);
      } else {
        safe.computeIfAbsent(ExprCompiler.columns(conjunct), c -> new ArrayList<>()).add(conjunct);
      }
    }
    List<Part> parts = new ArrayList<>();
    safe.forEach((columns, exprs) -> parts.add(new Part(and(exprs), columns, false)));
    parts.sort(
        Comparator.comparingInt((Part part) -> part.columns().size())
            .thenComparingDouble(part -> Cost.of(part.condition())));
    if (!fallible.isEmpty()) {
      Expr last = and(fallible);
      parts.add(new Part(last, ExprCompiler.columns(last), true));
    }
    return parts;
  }

  private static Expr and(List<Expr> exprs) {
    return exprs.size() == 1
        ? exprs.getFirst()
        : new Expr.Call(ScalarFunction.AND, exprs, exprs.getFirst().type());
  }
}
