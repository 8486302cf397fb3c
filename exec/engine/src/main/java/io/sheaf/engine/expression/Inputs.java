package io.sheaf.engine.expression;

import io.sheaf.plan.Expr;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which input columns an expression reads. */
final class Inputs {
  private Inputs() {}

  static SortedSet<Integer> of(Expr expr) {
    SortedSet<Integer> columns = new TreeSet<>();
    collect(expr, columns);
    return columns;
  }

  static boolean isConstant(Expr expr) {
    return of(expr).isEmpty();
  }

  private static void collect(Expr expr, SortedSet<Integer> columns) {
    switch (expr) {
      case Expr.InputRef ref -> columns.add(ref.index());
      case Expr.Literal literal -> {}
      case Expr.Call call -> collect(call.args(), columns);
      case Expr.Cast cast -> collect(cast.arg(), columns);
      case Expr.Case choice -> {
        collect(choice.conditions(), columns);
        collect(choice.values(), columns);
        collect(choice.otherwise(), columns);
      }
      case Expr.InSet set -> collect(set.arg(), columns);
    }
  }

  private static void collect(List<Expr> exprs, SortedSet<Integer> columns) {
    for (Expr expr : exprs) {
      collect(expr, columns);
    }
  }
}
