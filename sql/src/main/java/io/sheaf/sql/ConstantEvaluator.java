package io.sheaf.sql;

import io.sheaf.plan.Expr;
import java.util.Optional;

/** Computes expressions without columns while planning. Thread-safe. */
public interface ConstantEvaluator {

  /**
   * The value of an expression that reads no column, of the expression's type; empty if it cannot
   * be computed here or would fail, which leaves it to be computed (and to fail) when the query
   * runs.
   */
  Optional<Expr.Literal> evaluate(Expr expr);
}
