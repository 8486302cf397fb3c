package io.sheaf.plan;

import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.ShuffleRead;
import io.sheaf.plan.PhysicalPlan.WriteStep;
import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

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
      case Partitioning.Numbered n -> false;
      case Partitioning.Kept k -> false;
    };
  }

  /** Whether every task of a stage reads all rows of another one. */
  public static boolean isWhole(PhysicalPlan stage, int shuffle) {
    return stage instanceof ShuffleRead r && r.shuffle() == shuffle
        ? isWhole(r)
        : stage.inputs().stream().allMatch(input -> isWhole(input, shuffle));
  }

  /** Whether tasks of the stage read other partitions than that of their number. */
  public static boolean isMapped(PhysicalPlan stage) {
    return stage instanceof PhysicalPlan.PartitionMap
        || stage.inputs().stream().anyMatch(SharedReads::isMapped);
  }

  /**
   * The partitions of another stage that a task reads, ascending.
   *
   * @param partition what the task computes
   */
  public static Set<Integer> mapped(PhysicalPlan stage, int shuffle, int partition) {
    Set<Integer> found = new TreeSet<>();
    collectMapped(stage, shuffle, partition, found);
    return found;
  }

  private static void collectMapped(
      PhysicalPlan node, int shuffle, int partition, Set<Integer> found) {
    switch (node) {
      case ShuffleRead r when r.shuffle() == shuffle -> found.add(isWhole(r) ? 0 : partition);
      case PhysicalPlan.PartitionMap m ->
          m.parts().get(partition).forEach(p -> collectMapped(m.input(), shuffle, p, found));
      case PhysicalPlan other ->
          other.inputs().forEach(input -> collectMapped(input, shuffle, partition, found));
    }
  }

  /**
   * The stages whose partitions are all that the tasks share out. A task may then read several
   * partitions, the same ones of each: groups and partners meet there, too.
   *
   * @return nothing where tasks share out tables as well, or run code, which sees its partitions,
   *     or where they run near what is kept
   */
  public static Set<Integer> partitioned(PhysicalPlan stage) {
    Set<Integer> found = new LinkedHashSet<>();
    return collect(stage, found) ? found : Set.of();
  }

  /**
   * The stage of whose rows a task may read any part: whatever comes of a row does not depend on
   * others of them, or is put together by later stages. Of other partitions it must read all.
   */
  public static OptionalInt divisible(PhysicalPlan stage) {
    ShuffleRead read = probed(stage);
    boolean once = read != null && !isWhole(read) && count(stage, read.shuffle()) == 1;
    return once ? OptionalInt.of(read.shuffle()) : OptionalInt.empty();
  }

  /** What is read row by row, or null. */
  private static ShuffleRead probed(PhysicalPlan node) {
    return switch (node) {
      case ShuffleRead r -> r;
      case PhysicalPlan.Filter f -> probed(f.input());
      case PhysicalPlan.Project p -> probed(p.input());
      case PhysicalPlan.Repeat r -> probed(r.input());
      case PhysicalPlan.HashJoin j -> j.kind().tracksRight() ? null : probed(j.left());
      case PhysicalPlan.NestedLoopJoin j -> j.kind().tracksRight() ? null : probed(j.left());
      case PhysicalPlan.Aggregate a ->
          a.step() == PhysicalPlan.AggregateStep.PARTIAL ? probed(a.input()) : null;
      case PhysicalPlan.Write w -> w.step() instanceof WriteStep.Files ? probed(w.input()) : null;
      // Where rows are in several partitions, these two only choose beforehand.
      case PhysicalPlan.TopN t -> probed(t.input());
      case PhysicalPlan.Limit l -> probed(l.input());
      case PhysicalPlan.Sort s -> null;
      case PhysicalPlan.Window w -> null;
      case PhysicalPlan.UserCode u -> null;
      case PhysicalPlan.PartitionMap m -> null;
      case PhysicalPlan.Union u -> null;
      case PhysicalPlan.Shared s -> null;
      case Exchange e -> null;
      case PhysicalPlan.Scan s -> null;
      case PhysicalPlan.Values v -> null;
    };
  }

  private static int count(PhysicalPlan node, int shuffle) {
    int here = node instanceof ShuffleRead r && r.shuffle() == shuffle ? 1 : 0;
    return here + node.inputs().stream().mapToInt(input -> count(input, shuffle)).sum();
  }

  private static boolean collect(PhysicalPlan node, Set<Integer> found) {
    switch (node) {
      case ShuffleRead r when r.partitioning() instanceof Partitioning.Kept -> {
        return false;
      }
      case ShuffleRead r -> {
        if (!isWhole(r)) {
          found.add(r.shuffle());
        }
        return true;
      }
      case Exchange e when e.partitioning() instanceof Partitioning.Replicated -> {
        return true;
      }
      case PhysicalPlan.UserCode c -> {
        return false;
      }
      case PhysicalPlan.PartitionMap m -> {
        return false;
      }
      case PhysicalPlan other -> {
        return !other.inputs().isEmpty()
            && other.inputs().stream().allMatch(input -> collect(input, found));
      }
    }
  }
}
