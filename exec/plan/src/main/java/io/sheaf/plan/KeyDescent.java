package io.sheaf.plan;

import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.Project;
import io.sheaf.plan.PhysicalPlan.Scan;
import io.sheaf.plan.PhysicalPlan.ShuffleRead;

/**
 * Follows a column down for as long as dropping input rows only drops output rows with those
 * values: whoever drops output rows by that column may as well drop them where it ends.
 */
public final class KeyDescent {
  /** Where a column comes from; there may be several such places. */
  public interface Ends {
    void scan(Scan scan, int column);

    void read(ShuffleRead read, int column);
  }

  private KeyDescent() {}

  public static void follow(PhysicalPlan node, int column, Ends ends) {
    switch (node) {
      case Scan s -> {
        if (s.limit() == Long.MAX_VALUE) {
          ends.scan(s, column);
        }
      }
      case ShuffleRead r -> {
        // Those who read what is kept later may want the other rows.
        if (!(r.partitioning() instanceof Partitioning.Kept)) {
          ends.read(r, column);
        }
      }
      case PhysicalPlan.Filter f -> follow(f.input(), column, ends);
      case Project p -> {
        if (p.exprs().get(column) instanceof Expr.InputRef r) {
          follow(p.input(), r.index(), ends);
        }
      }
      case Aggregate a -> {
        if (column < a.groups().size()) {
          follow(a.input(), a.groups().get(column), ends);
        }
      }
      case PhysicalPlan.HashJoin j -> join(j.kind(), j.left(), j.right(), column, ends);
      case PhysicalPlan.NestedLoopJoin j -> join(j.kind(), j.left(), j.right(), column, ends);
      case PhysicalPlan.Sort s -> follow(s.input(), column, ends);
      case PhysicalPlan.Union u -> u.inputs().forEach(i -> follow(i, column, ends));
      case PhysicalPlan.Repeat r -> follow(r.input(), column, ends);
      case PhysicalPlan.Window w -> {
        if (w.partition().contains(column)) {
          follow(w.input(), column, ends);
        }
      }
      case PhysicalPlan.UserCode u -> {}
      case PhysicalPlan.PartitionMap m -> {}
      case PhysicalPlan.Values v -> {}
      case PhysicalPlan.TopN t -> {}
      case PhysicalPlan.Limit l -> {}
      case PhysicalPlan.Exchange e -> {
        if (!e.moves()) {
          follow(e.input(), column, ends);
        }
      }
      case PhysicalPlan.Shared s -> {}
      case PhysicalPlan.Write w -> {}
    }
  }

  private static void join(
      JoinKind kind, PhysicalPlan left, PhysicalPlan right, int column, Ends ends) {
    int leftColumns = kind.emitsLeft() ? left.schema().size() : 0;
    boolean fromLeft = column < leftColumns;
    boolean fromRight = column - leftColumns < right.schema().size();
    switch (kind) {
      case INNER -> {
        if (fromLeft) {
          follow(left, column, ends);
        } else {
          follow(right, column - leftColumns, ends);
        }
      }
      case LEFT, SEMI, ANTI, MARK -> {
        if (fromLeft) {
          follow(left, column, ends);
        }
      }
      case RIGHT, RIGHT_SEMI, RIGHT_ANTI -> {
        if (!fromLeft && fromRight) {
          follow(right, column - leftColumns, ends);
        }
      }
      case FULL -> {}
    }
  }
}
