package io.sheaf.dataframe;

import io.sheaf.engine.expression.ConstantFolder;
import io.sheaf.plan.Expr;
import io.sheaf.sql.ConstantEvaluator;
import java.util.Optional;

/** Lets the planner compute constants by the very code that computes them in a query. Stateless. */
final class EngineConstants implements ConstantEvaluator {
  @Override
  public Optional<Expr.Literal> evaluate(Expr expr) {
    return ConstantFolder.fold(expr) instanceof Expr.Literal literal
        ? Optional.of(literal)
        : Optional.empty();
  }
}
