package io.sheaf.sql.lower;

import io.sheaf.plan.Expr;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.HashJoin;

/**
 * The ways that the keys of a join's build side take down to scans while a query runs: a subtree on
 * such a way does not compute all of its rows.
 */
final class KeyPaths {
  private final PhysicalPlan through;

  private KeyPaths(PhysicalPlan through) {
    this.through = through;
  }

  /** Whether the keys of any join of a plan, but those inside the node, reach scans in a node. */
  static boolean anyLeadsThrough(PhysicalPlan plan, PhysicalPlan node) {
    if (plan == node) {
      return false;
    }
    if (plan instanceof HashJoin join && dropsLeft(join.kind())) {
      KeyPaths paths = new KeyPaths(node);
      if (join.keys().left().stream().anyMatch(key -> paths.leads(join.left(), key, false))) {
        return true;
      }
    }
    return plan.inputs().stream().anyMatch(input -> anyLeadsThrough(input, node));
  }

  private static boolean dropsLeft(JoinKind kind) {
    return switch (kind) {
      case INNER, SEMI, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> true;
      case LEFT, FULL, ANTI, MARK -> false;
    };
  }

  private boolean leads(PhysicalPlan node, int column, boolean before) {
    boolean inside = before || node == through;
    return switch (node) {
      case PhysicalPlan.Scan s -> inside;
      case PhysicalPlan.Project p ->
          p.exprs().get(column) instanceof Expr.InputRef r && leads(p.input(), r.index(), inside);
      case PhysicalPlan.Aggregate a ->
          column < a.groups().size() && leads(a.input(), a.groups().get(column), inside);
      case HashJoin j -> leads(j.kind(), j, column, inside);
      case PhysicalPlan.NestedLoopJoin j -> leads(j.kind(), j, column, inside);
      case PhysicalPlan.Filter f -> leads(f.input(), column, inside);
      case PhysicalPlan.Sort s -> leads(s.input(), column, inside);
      case PhysicalPlan.Union u -> u.inputs().stream().anyMatch(i -> leads(i, column, inside));
      case PhysicalPlan.UserCode c -> false;
      case PhysicalPlan.PartitionMap m -> false;
      case PhysicalPlan.Repeat r -> leads(r.input(), column, inside);
      case PhysicalPlan.Window w ->
          w.partition().contains(column) && leads(w.input(), column, inside);
      case PhysicalPlan.Values v -> false;
      case PhysicalPlan.TopN t -> false;
      case PhysicalPlan.Limit l -> false;
      case PhysicalPlan.Exchange e -> false;
      case PhysicalPlan.ShuffleRead r -> false;
      case PhysicalPlan.Shared s -> false;
      case PhysicalPlan.Write w -> false;
    };
  }

  private boolean leads(JoinKind kind, PhysicalPlan join, int column, boolean inside) {
    PhysicalPlan left = join.inputs().getFirst();
    PhysicalPlan right = join.inputs().getLast();
    int leftColumns = kind.emitsLeft() ? left.schema().size() : 0;
    return column < leftColumns
        ? leads(left, column, inside)
        : column - leftColumns < right.schema().size()
            && leads(right, column - leftColumns, inside);
  }
}
