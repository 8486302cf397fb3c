package io.sheaf.engine.join;

import io.sheaf.plan.Expr;
import java.util.BitSet;

/** The input columns that an expression reads. */
final class InputColumns {
  private InputColumns() {}

  static BitSet of(Expr expr) {
    BitSet columns = new BitSet();
    collect(expr, columns);
    return columns;
  }

  private static void collect(Expr expr, BitSet columns) {
    switch (expr) {
      case Expr.InputRef ref -> columns.set(ref.index());
      case Expr.Literal literal -> {}
      case Expr.Call call -> call.args().forEach(arg -> collect(arg, columns));
      case Expr.Cast cast -> collect(cast.arg(), columns);
      case Expr.InSet in -> collect(in.arg(), columns);
      case Expr.Case choice -> {
        choice.conditions().forEach(part -> collect(part, columns));
        choice.values().forEach(part -> collect(part, columns));
        collect(choice.otherwise(), columns);
      }
    }
  }
}
