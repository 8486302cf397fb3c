package io.sheaf.engine.stage;

import io.sheaf.plan.PhysicalPlan;
import java.util.List;

/** What the operator of one plan node did. */
public record OperatorMetrics(PhysicalPlan node, Work work, List<OperatorMetrics> inputs) {
  /**
   * What was given out and what it cost, without the inputs' part, summed over all threads.
   *
   * @param rows rows given out
   * @param batches batches given out
   * @param decodedBytes bytes of pages that a scan made ready for reading
   * @param allocatedBytes allocated on the heap; 0 unless the query runs to be analysed
   */
  public record Work(long rows, long batches, long nanos, long decodedBytes, long allocatedBytes) {
    static final Work NONE = new Work(0, 0, 0, 0, 0);
  }

  public OperatorMetrics {
    inputs = List.copyOf(inputs);
  }
}
