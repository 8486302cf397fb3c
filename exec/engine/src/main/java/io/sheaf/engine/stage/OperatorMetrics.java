package io.sheaf.engine.stage;

import io.sheaf.plan.PhysicalPlan;
import java.util.List;

/**
 * What the operator of one plan node did.
 *
 * @param rows rows given out
 * @param batches batches given out
 * @param nanos time of its own, without its inputs', summed over all threads
 */
public record OperatorMetrics(
    PhysicalPlan node, long rows, long batches, long nanos, List<OperatorMetrics> inputs) {
  public OperatorMetrics {
    inputs = List.copyOf(inputs);
  }
}
