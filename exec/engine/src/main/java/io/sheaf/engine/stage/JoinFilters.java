package io.sheaf.engine.stage;

import io.sheaf.engine.join.KeyMembership;
import io.sheaf.engine.operator.ScanFilter;
import io.sheaf.plan.Expr;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.NestedLoopJoin;
import io.sheaf.plan.PhysicalPlan.Project;
import io.sheaf.plan.PhysicalPlan.Scan;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Takes the keys of build sides down to the scans of the probe sides: a left row whose key was not
 * built cannot be in the result, so it need not be read. For one thread.
 */
final class JoinFilters {
  private final Map<Scan, List<ScanFilter.Key>> byScan = new IdentityHashMap<>();

  /** Says what a join knows; before the left input is compiled. */
  void offer(HashJoin join, IntFunction<KeyMembership> keys) {
    boolean drops =
        switch (join.kind()) {
          case INNER, SEMI, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> true;
          case LEFT, FULL, ANTI, MARK -> false;
        };
    for (int k = 0; drops && k < join.keys().left().size(); k++) {
      int key = k;
      push(join.left(), join.keys().left().get(k), () -> keys.apply(key));
    }
  }

  /** The keys that rows of this scan must have. */
  List<ScanFilter.Key> of(Scan scan) {
    return byScan.getOrDefault(scan, List.of());
  }

  /**
   * Follows a column down for as long as dropping input rows only drops output rows with those
   * values.
   */
  private void push(PhysicalPlan node, int column, Supplier<KeyMembership> keys) {
    switch (node) {
      case Scan s -> {
        if (s.limit() == Long.MAX_VALUE) {
          byScan.computeIfAbsent(s, k -> new ArrayList<>()).add(new ScanFilter.Key(column, keys));
        }
      }
      case PhysicalPlan.Filter f -> push(f.input(), column, keys);
      case Project p -> {
        if (p.exprs().get(column) instanceof Expr.InputRef r) {
          push(p.input(), r.index(), keys);
        }
      }
      case Aggregate a -> {
        if (column < a.groups().size()) {
          push(a.input(), a.groups().get(column), keys);
        }
      }
      case HashJoin j -> join(j.kind(), j.left(), j.right(), column, keys);
      case NestedLoopJoin j -> join(j.kind(), j.left(), j.right(), column, keys);
      case PhysicalPlan.Sort s -> push(s.input(), column, keys);
      case PhysicalPlan.Union u -> u.inputs().forEach(i -> push(i, column, keys));
      case PhysicalPlan.Repeat r -> push(r.input(), column, keys);
      case PhysicalPlan.Values v -> {}
      case PhysicalPlan.TopN t -> {}
      case PhysicalPlan.Limit l -> {}
      case PhysicalPlan.Exchange e -> {
        if (!e.moves()) {
          push(e.input(), column, keys);
        }
      }
      case PhysicalPlan.ShuffleRead r -> {}
      case PhysicalPlan.Shared s -> {}
      case PhysicalPlan.Write w -> {}
    }
  }

  private void join(
      JoinKind kind,
      PhysicalPlan left,
      PhysicalPlan right,
      int column,
      Supplier<KeyMembership> keys) {
    int leftColumns = kind.emitsLeft() ? left.schema().size() : 0;
    boolean fromLeft = column < leftColumns;
    boolean fromRight = column - leftColumns < right.schema().size();
    switch (kind) {
      case INNER -> {
        if (fromLeft) {
          push(left, column, keys);
        } else {
          push(right, column - leftColumns, keys);
        }
      }
      case LEFT, SEMI, ANTI, MARK -> {
        if (fromLeft) {
          push(left, column, keys);
        }
      }
      case RIGHT, RIGHT_SEMI, RIGHT_ANTI -> {
        if (!fromLeft && fromRight) {
          push(right, column - leftColumns, keys);
        }
      }
      case FULL -> {}
    }
  }
}
