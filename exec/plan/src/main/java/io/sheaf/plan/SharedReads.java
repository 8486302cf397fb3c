package io.sheaf.plan;

import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.ShuffleRead;
import java.util.LinkedHashSet;
import java.util.Set;

/** Tells how the tasks of a stage share out what the stage reads of others. */
public final class SharedReads {
  private SharedReads() {}

  /** Whether every task reads all rows. */
  public static boolean isWhole(ShuffleRead read) {
    return switch (read.partitioning()) {
      case Partitioning.Single s -> true;
      case Partitioning.Broadcast b -> true;
      case Partitioning.Replicated r -> true;
      case Partitioning.Range r -> false;
      case Partitioning.Hash h -> false;
      case Partitioning.RoundRobin r -> false;
    };
  }

  /**
   * The stages whose partitions are all that the tasks share out. A task may then read several
   * partitions, the same ones of each: groups and partners meet there, too.
   *
   * @return nothing where tasks share out tables as well
   */
  public static Set<Integer> partitioned(PhysicalPlan stage) {
    Set<Integer> found = new LinkedHashSet<>();
    return collect(stage, found) ? found : Set.of();
  }

  private static boolean collect(PhysicalPlan node, Set<Integer> found) {
    switch (node) {
      case ShuffleRead r -> {
        if (!isWhole(r)) {
          found.add(r.shuffle());
        }
        return true;
      }
      case Exchange e when e.partitioning() instanceof Partitioning.Replicated -> {
        return true;
      }
      case PhysicalPlan other -> {
        return !other.inputs().isEmpty()
            && other.inputs().stream().allMatch(input -> collect(input, found));
      }
    }
  }
}
