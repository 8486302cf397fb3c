package io.sheaf.engine.stage;

import io.sheaf.engine.rdd.Rdd;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import java.util.Set;

/**
 * A part of a lineage that is computed in one go, between exchanges. Immutable.
 *
 * @param id its number, inputs first
 * @param rdd what it computes, down to the exchanges that it reads
 * @param plan the same to be run or sent: a {@link PhysicalPlan.ShuffleRead} for each exchange
 * @param output how its rows are spread for the readers; null for the stage that gives the result
 * @param inputs ids of the stages it reads; a stage's id is also its shuffle's
 */
public record Stage(int id, Rdd rdd, PhysicalPlan plan, Partitioning output, Set<Integer> inputs) {
  public Stage {
    inputs = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(inputs));
  }

  /** Partitions that are computed. */
  public int partitions() {
    return rdd.partitions();
  }

  /** What is needed to compute it. */
  public StagePlan toRun() {
    return new StagePlan(id, plan, partitions(), output);
  }
}
