package io.sheaf.engine.join;

import io.sheaf.columnar.SheafException;
import io.sheaf.engine.expression.CompiledFilter;
import io.sheaf.plan.Expr;

/** Compiles the conditions of joins. */
final class Conditions {
  private Conditions() {}

  /** The condition made ready to run; null stays null. */
  static CompiledFilter compile(Expr condition) {
    if (condition == null) {
      return null;
    }
    throw SheafException.user("NOT_SUPPORTED", "joins with conditions beside equalities");
  }
}
