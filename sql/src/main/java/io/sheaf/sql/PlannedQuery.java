package io.sheaf.sql;

import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.sql.lower.Bindings;
import io.sheaf.sql.lower.Lowering;
import java.util.List;
import org.apache.calcite.rel.RelNode;

/**
 * A query that was planned but for the values of its parameters: its names are resolved, its joins
 * ordered. Thread-safe.
 */
public final class PlannedQuery {
  private final List<String> names;
  private final InsertTarget target;
  private final Bindings without;
  private RelNode tree;
  private PhysicalPlan only;

  /** {@code first}: the values of today; they are not kept. */
  PlannedQuery(RelNode tree, List<String> names, InsertTarget target, Bindings first) {
    this.tree = tree;
    this.names = names;
    this.target = target;
    this.without = first.with(List.of());
  }

  /**
   * The plan for these values of the parameters, whose types are those that it was planned for
   * ({@link Bindings#typesOf}).
   */
  public PhysicalPlan plan(List<Expr.Literal> values) {
    return plan(without.with(values));
  }

  synchronized PhysicalPlan plan(Bindings bindings) {
    if (only != null) {
      return only;
    }
    PhysicalPlan lowered = new Lowering(bindings).lower(tree, names);
    PhysicalPlan plan = target == null ? lowered : target.shape(lowered);
    if (bindings.values().isEmpty()) {
      only = plan;
      tree = null; // large, and not needed any more
    }
    return plan;
  }
}
