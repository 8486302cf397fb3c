package io.sheaf.plan;

import io.sheaf.plan.PhysicalPlan.Scan;

/**
 * Tells which build sides every task had better compute by itself: reading a small table several
 * times is quicker than waiting until others have read it. Immutable.
 */
record SmallInputs(int partitions, TableFacts facts) {
  /** So many rows may be read by all tasks together. */
  private static final double MOST_ROWS = 200_000;

  boolean contains(PhysicalPlan build) {
    return partitions > 1
        && build.estimate().rows() * partitions <= MOST_ROWS
        && read(build) * partitions <= MOST_ROWS;
  }

  /** Rows of all tables below; NaN where they are unknown or only one JVM has them. */
  private double read(PhysicalPlan node) {
    return switch (node) {
      case Scan s -> s.isLocal() ? Double.NaN : facts.rows(s);
      case PhysicalPlan.Values v -> v.rows().size();
      case PhysicalPlan.Filter f -> read(f.input());
      case PhysicalPlan.Project p -> read(p.input());
      case PhysicalPlan.HashJoin j -> read(j.left()) + read(j.right());
      case PhysicalPlan.NestedLoopJoin j -> read(j.left()) * read(j.right());
      case PhysicalPlan.Aggregate a -> a.dependsOnOrder() ? Double.NaN : read(a.input());
      // What these choose may differ from task to task; and what is shared is computed once.
      case PhysicalPlan.TopN t -> Double.NaN;
      case PhysicalPlan.Limit l -> Double.NaN;
      case PhysicalPlan.Shared s -> Double.NaN;
      case PhysicalPlan.Sort s -> Double.NaN;
      case PhysicalPlan.Union u -> u.inputs().stream().mapToDouble(this::read).sum();
      case PhysicalPlan.UserCode c -> Double.NaN;
      case PhysicalPlan.PartitionMap m -> Double.NaN;
      case PhysicalPlan.Repeat r -> Double.NaN;
      case PhysicalPlan.Window w -> Double.NaN;
      case PhysicalPlan.Exchange e -> Double.NaN;
      case PhysicalPlan.ShuffleRead r -> Double.NaN;
      case PhysicalPlan.Write w -> Double.NaN;
    };
  }
}
