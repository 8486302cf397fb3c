package io.sheaf.sql.optimize;

import io.sheaf.sql.Checkpoint;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCostImpl;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;

/** Applies rules until nothing changes, and asks before each whether to go on. For one thread. */
final class CheckedPlanner extends HepPlanner {
  private final Checkpoint checkpoint;

  CheckedPlanner(HepProgram program, Checkpoint checkpoint) {
    super(program, Contexts.of(checkpoint), true, null, RelOptCostImpl.FACTORY);
    this.checkpoint = checkpoint;
  }

  /** What the planning that a cluster belongs to has to ask. */
  static Checkpoint checkpoint(RelOptCluster cluster) {
    return cluster.getPlanner().getContext().maybeUnwrap(Checkpoint.class).orElse(Checkpoint.NONE);
  }

  @Override
  public void checkCancel() {
    checkpoint.check();
  }
}
