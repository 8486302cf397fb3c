package io.sheaf.plan;

import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.NestedLoopJoin;
import io.sheaf.plan.PhysicalPlan.ShuffleRead;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts the stage whose rows a join probes with into the stage of the join: when every task reads
 * all that is built, the probing rows need not be spread by the keys. They are joined where they
 * are computed.
 *
 * @param probe the stage whose rows are worked on one by one
 * @param built the stages of which every task then reads all rows
 */
public record JoinInPlace(int probe, Set<Integer> built) {
  public JoinInPlace {
    built = Set.copyOf(built);
  }

  /** How a stage can be changed; null where it cannot, as its tasks share out more than that. */
  public static JoinInPlace of(PhysicalPlan stage) {
    int probe = SharedReads.divisible(stage).orElse(-1);
    Set<Integer> built = new TreeSet<>(SharedReads.partitioned(stage));
    return built.remove(probe) && !built.isEmpty() && reads(stage, probe)
        ? new JoinInPlace(probe, built)
        : null;
  }

  /** Whether all that is built can be computed whole by every task. */
  private static boolean reads(PhysicalPlan node, int probe) {
    return switch (node) {
      case ShuffleRead r -> r.shuffle() == probe;
      case HashJoin j -> reads(j.left(), probe) && isSameEverywhere(j.right());
      case NestedLoopJoin j -> reads(j.left(), probe) && isSameEverywhere(j.right());
      case PhysicalPlan other -> reads(other.inputs().getFirst(), probe);
    };
  }

  private static boolean isSameEverywhere(PhysicalPlan node) {
    return switch (node) {
      case ShuffleRead r -> true;
      case PhysicalPlan.Exchange e -> e.partitioning() instanceof Partitioning.Replicated;
      case PhysicalPlan.Filter f -> isSameEverywhere(f.input());
      case PhysicalPlan.Project p -> isSameEverywhere(p.input());
      case Aggregate a -> !a.dependsOnOrder() && isSameEverywhere(a.input());
      case HashJoin j -> isSameEverywhere(j.left()) && isSameEverywhere(j.right());
      case PhysicalPlan other -> false;
    };
  }

  /**
   * The changed plan.
   *
   * @param stage what {@link #of} was asked about
   * @param rows the plan of the stage {@link #probe}
   */
  public PhysicalPlan changed(PhysicalPlan stage, PhysicalPlan rows) {
    return switch (stage) {
      case ShuffleRead r when r.shuffle() == probe -> rows;
      case ShuffleRead r when built.contains(r.shuffle()) ->
          new ShuffleRead(r.shuffle(), new Partitioning.Broadcast(), r.schema(), r.estimate());
      case PhysicalPlan node -> {
        List<PhysicalPlan> inputs = node.inputs().stream().map(in -> changed(in, rows)).toList();
        yield inputs.equals(node.inputs()) ? node : node.withInputs(inputs);
      }
    };
  }
}
