package io.sheaf.engine.stage;

import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import java.util.List;

/**
 * What has to be known of a stage to compute its partitions, in this JVM or in another one.
 * Immutable.
 *
 * @param id the stage's number in its query
 * @param partitions how many are computed
 * @param output how the rows are spread for the readers; null for the stage that gives the result
 * @param known what other stages tell of the rows that are wanted
 */
public record StagePlan(
    int id, PhysicalPlan plan, int partitions, Partitioning output, List<ScanKeys> known) {
  public StagePlan {
    known = List.copyOf(known);
  }

  /** Nothing is known but the plan. */
  public StagePlan(int id, PhysicalPlan plan, int partitions, Partitioning output) {
    this(id, plan, partitions, output, List.of());
  }

  /** The same stage by another plan. */
  public StagePlan with(PhysicalPlan other) {
    return new StagePlan(id, other, partitions, output, known);
  }

  /** How many partitions come out. */
  public int outputPartitions() {
    return switch (output) {
      case null -> 1;
      case Partitioning.Single s -> 1;
      case Partitioning.Broadcast b -> 1;
      case Partitioning.Replicated r -> 1;
      case Partitioning.Kept k -> 1;
      case Partitioning.Range r -> r.partitions();
      case Partitioning.Hash h -> h.partitions();
      case Partitioning.RoundRobin r -> r.partitions();
      case Partitioning.Numbered n -> n.partitions();
    };
  }
}
