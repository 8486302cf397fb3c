package io.sheaf.engine.stage;

import io.sheaf.engine.pipeline.OperatorCounter;
import io.sheaf.plan.PhysicalPlan;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The counters of a query's plan nodes. Thread-safe. */
public final class PlanMetrics {
  private final Map<PhysicalPlan, OperatorCounter> counters = new IdentityHashMap<>();

  /** The counter of this very node; all partitions of a stage share it. */
  public synchronized OperatorCounter of(PhysicalPlan node) {
    return counters.computeIfAbsent(node, n -> new OperatorCounter());
  }

  /**
   * What is known by now, as a tree of the shape of the plan; a subtree computed elsewhere has no
   * numbers.
   */
  public synchronized OperatorMetrics tree(PhysicalPlan node) {
    OperatorCounter counter = counters.get(node);
    List<OperatorMetrics> inputs = node.inputs().stream().map(this::tree).toList();
    if (counter == null) {
      return new OperatorMetrics(node, 0, 0, 0, inputs);
    }
    long below = 0;
    for (PhysicalPlan input : streaming(node)) {
      OperatorCounter inputCounter = counters.get(input);
      below += inputCounter == null ? 0 : inputCounter.streamNanos();
    }
    long own = counter.sinkNanos() + Math.max(0, counter.streamNanos() - below);
    return new OperatorMetrics(node, counter.rows(), counter.batches(), own, inputs);
  }

  /** The inputs whose streams run inside the node's own stream. */
  private static List<PhysicalPlan> streaming(PhysicalPlan node) {
    return switch (node) {
      case PhysicalPlan.Filter f -> List.of(f.input());
      case PhysicalPlan.Project p -> List.of(p.input());
      case PhysicalPlan.Limit l -> List.of(l.input());
      case PhysicalPlan.Repeat r -> List.of(r.input());
      case PhysicalPlan.HashJoin j -> List.of(j.left());
      case PhysicalPlan.NestedLoopJoin j -> List.of(j.left());
      case PhysicalPlan.Union u -> u.inputs();
      case PhysicalPlan.Scan s -> List.of();
      case PhysicalPlan.Values v -> List.of();
      case PhysicalPlan.Aggregate a -> List.of();
      case PhysicalPlan.Sort s -> List.of();
      case PhysicalPlan.TopN t -> List.of();
      case PhysicalPlan.Exchange e -> List.of();
      case PhysicalPlan.Shared s -> List.of();
      case PhysicalPlan.Write w -> List.of();
    };
  }
}
