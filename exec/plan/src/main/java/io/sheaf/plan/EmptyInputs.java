package io.sheaf.plan;

import io.sheaf.plan.PhysicalPlan.ShuffleRead;
import java.util.function.Predicate;

/** Tells what need not be computed, as nothing can come of empty inputs. */
public final class EmptyInputs {
  private EmptyInputs() {}

  /**
   * Whether a plan gives no row, whatever its other inputs have.
   *
   * @param isEmpty whether it is known that these have no row
   */
  public static boolean givesNothing(PhysicalPlan node, Predicate<ShuffleRead> isEmpty) {
    return switch (node) {
      case ShuffleRead r -> isEmpty.test(r);
      case PhysicalPlan.Values v -> v.rows().isEmpty();
      case PhysicalPlan.HashJoin j -> joined(j.kind(), j.left(), j.right(), isEmpty);
      case PhysicalPlan.NestedLoopJoin j -> joined(j.kind(), j.left(), j.right(), isEmpty);
      case PhysicalPlan.Aggregate a -> !a.groups().isEmpty() && givesNothing(a.input(), isEmpty);
      case PhysicalPlan.Union u -> u.inputs().stream().allMatch(i -> givesNothing(i, isEmpty));
      case PhysicalPlan.Filter f -> givesNothing(f.input(), isEmpty);
      case PhysicalPlan.Project p -> givesNothing(p.input(), isEmpty);
      case PhysicalPlan.Sort s -> givesNothing(s.input(), isEmpty);
      case PhysicalPlan.TopN t -> givesNothing(t.input(), isEmpty);
      case PhysicalPlan.Limit l -> givesNothing(l.input(), isEmpty);
      case PhysicalPlan.Window w -> givesNothing(w.input(), isEmpty);
      case PhysicalPlan.Repeat r -> givesNothing(r.input(), isEmpty);
      case PhysicalPlan.Exchange e -> givesNothing(e.input(), isEmpty);
      case PhysicalPlan.Shared s -> givesNothing(s.input(), isEmpty);
      case PhysicalPlan.UserCode u -> false;
      case PhysicalPlan.PartitionMap m -> false;
      case PhysicalPlan.Scan s -> false;
      case PhysicalPlan.Write w -> false;
    };
  }

  private static boolean joined(
      JoinKind kind, PhysicalPlan left, PhysicalPlan right, Predicate<ShuffleRead> isEmpty) {
    return switch (kind) {
      case INNER, SEMI, RIGHT_SEMI -> givesNothing(left, isEmpty) || givesNothing(right, isEmpty);
      case LEFT, ANTI, MARK -> givesNothing(left, isEmpty);
      case RIGHT, RIGHT_ANTI -> givesNothing(right, isEmpty);
      case FULL -> givesNothing(left, isEmpty) && givesNothing(right, isEmpty);
    };
  }
}
