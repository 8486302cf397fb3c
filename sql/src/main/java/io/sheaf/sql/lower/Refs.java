package io.sheaf.sql.lower;

import io.sheaf.plan.Expr;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Renumbers the columns that an expression reads. */
final class Refs {
  private Refs() {}

  static Expr shift(Expr expr, int by) {
    return by == 0 ? expr : map(expr, i -> i + by);
  }

  static Expr map(Expr expr, IntUnaryOperator column) {
    return switch (expr) {
      case Expr.InputRef ref -> new Expr.InputRef(column.applyAsInt(ref.index()), ref.type());
      case Expr.Literal literal -> literal;
      case Expr.Call call -> new Expr.Call(call.function(), map(call.args(), column), call.type());
      case Expr.Cast cast -> new Expr.Cast(map(cast.arg(), column), cast.type(), cast.safe());
      case Expr.Case c ->
          new Expr.Case(
              map(c.conditions(), column),
              map(c.values(), column),
              map(c.otherwise(), column),
              c.type());
      case Expr.InSet set -> new Expr.InSet(map(set.arg(), column), set.values());
    };
  }

  private static List<Expr> map(List<Expr> exprs, IntUnaryOperator column) {
    return exprs.stream().map(e -> map(e, column)).toList();
  }
}
