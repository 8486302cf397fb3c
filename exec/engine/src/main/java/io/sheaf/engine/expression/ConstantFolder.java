package io.sheaf.engine.expression;

import io.sheaf.columnar.SheafException;
import io.sheaf.plan.Expr;
import java.util.List;

/**
 * Computes what has no inputs, by the same code that runs expressions. What raises an error stays
 * as it is, so that the error is raised only if a row gets there.
 */
public final class ConstantFolder {
  private ConstantFolder() {}

  public static Expr fold(Expr expr) {
    if (expr instanceof Expr.Literal || expr instanceof Expr.InputRef) {
      return expr;
    }
    if (Inputs.isConstant(expr)) {
      try {
        return Literals.of(NodeBuilder.constant(expr), 0, expr.type());
      } catch (SheafException e) {
        if (e.blame() != SheafException.Blame.USER) {
          throw e;
        }
      }
    }
    return switch (expr) {
      case Expr.Literal literal -> literal;
      case Expr.InputRef ref -> ref;
      case Expr.Call call -> new Expr.Call(call.function(), fold(call.args()), call.type());
      case Expr.Cast cast -> new Expr.Cast(fold(cast.arg()), cast.type(), cast.safe());
      case Expr.Case choice ->
          new Expr.Case(
              fold(choice.conditions()),
              fold(choice.values()),
              fold(choice.otherwise()),
              choice.type());
      case Expr.InSet set -> new Expr.InSet(fold(set.arg()), set.values());
    };
  }

  private static List<Expr> fold(List<Expr> exprs) {
    return exprs.stream().map(ConstantFolder::fold).toList();
  }
}
