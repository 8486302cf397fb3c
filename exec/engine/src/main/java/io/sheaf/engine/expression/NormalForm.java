package io.sheaf.engine.expression;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.plan.Expr;
import java.util.List;

/**
 * Expressions as the interpreter takes them: constants computed, and every implied conversion of an
 * argument spelled out as a cast.
 */
public final class NormalForm {
  private NormalForm() {}

  public static Expr of(Expr expr) {
    return normal(ConstantFolder.fold(expr));
  }

  /** Whether a row may raise an error. */
  public static boolean canFail(Expr expr) {
    return Cost.canFail(expr);
  }

  private static Expr normal(Expr expr) {
    return switch (expr) {
      case Expr.InputRef ref -> ref;
      case Expr.Literal literal -> literal;
      case Expr.Cast cast -> new Expr.Cast(normal(cast.arg()), cast.type(), cast.safe());
      case Expr.Case choice ->
          new Expr.Case(
              choice.conditions().stream()
                  .map(c -> normal(Coercion.to(c, Simple.BOOLEAN)))
                  .toList(),
              choice.values().stream().map(v -> literal(v, choice)).toList(),
              literal(choice.otherwise(), choice),
              choice.type());
      case Expr.InSet set -> new Expr.InSet(normal(set.arg()), set.values());
      case Expr.Call call ->
          switch (Coercion.apply(call)) {
            case Expr.Call same -> new Expr.Call(same.function(), all(same.args()), same.type());
            case Expr.Cast cast when cast.arg() instanceof Expr.Call inner ->
                new Expr.Cast(
                    new Expr.Call(inner.function(), all(inner.args()), inner.type()),
                    cast.type(),
                    cast.safe());
            case Expr other -> other;
          };
    };
  }

  private static Expr literal(Expr value, Expr.Case choice) {
    return normal(ConstantFolder.fold(Coercion.to(value, choice.type())));
  }

  private static List<Expr> all(List<Expr> args) {
    return args.stream().map(arg -> normal(ConstantFolder.fold(arg))).toList();
  }
}
