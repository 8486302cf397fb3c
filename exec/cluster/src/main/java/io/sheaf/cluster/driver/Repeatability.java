package io.sheaf.cluster.driver;

import io.sheaf.columnar.DataType;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.PhysicalPlan;

/**
 * Whether a stage gives the same rows when it is computed once more. What it reads comes in another
 * order then, which matters to operators that choose by it or add numbers that are rounded.
 */
final class Repeatability {
  private Repeatability() {}

  static boolean isRepeatable(PhysicalPlan plan) {
    return !dependsOnOrder(plan) && plan.inputs().stream().allMatch(Repeatability::isRepeatable);
  }

  private static boolean dependsOnOrder(PhysicalPlan node) {
    return switch (node) {
      case PhysicalPlan.Scan s -> s.limit() != Long.MAX_VALUE;
      case PhysicalPlan.Aggregate a ->
          a.calls().stream().anyMatch(call -> dependsOnOrder(call, a.input()));
      case PhysicalPlan.TopN t -> true;
      case PhysicalPlan.Limit l -> true;
      case PhysicalPlan.Values v -> false;
      case PhysicalPlan.Filter f -> false;
      case PhysicalPlan.Project p -> false;
      case PhysicalPlan.HashJoin j -> false;
      case PhysicalPlan.NestedLoopJoin j -> false;
      case PhysicalPlan.Sort s -> false;
      case PhysicalPlan.Union u -> false;
      case PhysicalPlan.Repeat r -> false;
      case PhysicalPlan.Exchange e -> false;
      case PhysicalPlan.ShuffleRead r -> false;
      case PhysicalPlan.Shared s -> false;
      case PhysicalPlan.Write w -> true;
    };
  }

  private static boolean dependsOnOrder(AggregateCall call, PhysicalPlan input) {
    return switch (call.function()) {
      case COUNT, COUNT_ALL, MIN, MAX, BOOL_AND, BOOL_OR, SINGLE_VALUE -> false;
      case ANY_VALUE, STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP -> true;
      case SUM, AVG ->
          switch (input.schema().type(call.args().getFirst())) {
            case DataType.Decimal d -> false;
            case DataType.Simple s -> !s.isInteger();
            default -> true;
          };
    };
  }
}
