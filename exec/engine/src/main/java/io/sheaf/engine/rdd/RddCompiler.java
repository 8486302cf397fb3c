package io.sheaf.engine.rdd;

import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Exchange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles a plan to its lineage: one Rdd a node, a wide dependency an exchange. Equal exchanges,
 * as below a subtree that occurs several times, become one shuffle. For one use.
 */
public final class RddCompiler {
  private int scanPartitions;

  /** What {@link #scanPartitions} is below the next exchange; 0 where it is the same. */
  private int belowExchange;

  private final Map<Exchange, Rdd> exchanges = new HashMap<>();
  private int nextId;
  private int nextShuffle;

  private RddCompiler(int scanPartitions) {
    this.scanPartitions = scanPartitions;
  }

  /**
   * @param scanPartitions how many partitions a table is read in; 1 in a plan for one JVM, whose
   *     threads share a partition by morsels
   */
  public static Rdd compile(PhysicalPlan plan, int scanPartitions) {
    return new RddCompiler(scanPartitions).rdd(plan);
  }

  private Rdd rdd(PhysicalPlan node) {
    return switch (node) {
      case PhysicalPlan.Scan s -> new Rdd(nextId++, s, scanPartitions, List.of(), null);
      case PhysicalPlan.Values v -> new Rdd(nextId++, v, 1, List.of(), new Partitioning.Single());
      case PhysicalPlan.ShuffleRead r ->
          new Rdd(nextId++, r, partitions(r.partitioning()), List.of(), r.partitioning());
      case Exchange e when e.partitioning() instanceof Partitioning.Replicated -> replicated(e);
      case Exchange e when !e.moves() -> narrow(e);
      case Exchange e when e.partitioning() instanceof Partitioning.Kept k -> kept(e, k);
      case Exchange e -> exchange(e);
      case PhysicalPlan.Filter f -> narrow(f);
      case PhysicalPlan.Project p -> narrow(p);
      case PhysicalPlan.Aggregate a -> narrow(a);
      case PhysicalPlan.HashJoin j -> narrow(j);
      case PhysicalPlan.NestedLoopJoin j -> narrow(j);
      case PhysicalPlan.Sort s -> narrow(s);
      case PhysicalPlan.TopN t -> narrow(t);
      case PhysicalPlan.Limit l -> narrow(l);
      case PhysicalPlan.Window w -> narrow(w);
      case PhysicalPlan.UserCode u -> userCode(u);
      case PhysicalPlan.PartitionMap m -> mapped(m);
      case PhysicalPlan.Repeat r -> narrow(r);
      case PhysicalPlan.Union u -> narrow(u);
      case PhysicalPlan.Shared s -> narrow(s);
      case PhysicalPlan.Write w -> narrow(w);
    };
  }

  private Rdd exchange(Exchange exchange) {
    Rdd known = exchanges.get(exchange);
    if (known == null) {
      Rdd parent = moved(exchange.input());
      int shuffle = nextShuffle++;
      Dependency dependency =
          exchange.partitioning() instanceof Partitioning.Broadcast
              ? new Dependency.Broadcast(parent, shuffle)
              : new Dependency.Shuffle(parent, shuffle, exchange.partitioning());
      known =
          new Rdd(
              nextId++,
              exchange,
              partitions(exchange.partitioning()),
              List.of(dependency),
              exchange.partitioning());
      exchanges.put(exchange, known);
    }
    return known;
  }

  /** A plan below an exchange. */
  private Rdd moved(PhysicalPlan plan) {
    int scans = scanPartitions;
    int below = belowExchange;
    scanPartitions = below == 0 ? scans : below;
    belowExchange = 0;
    Rdd rdd = rdd(plan);
    scanPartitions = scans;
    belowExchange = below;
    return rdd;
  }

  /** What every task computes whole is one partition of the table to each of them. */
  private Rdd replicated(Exchange exchange) {
    int around = scanPartitions;
    scanPartitions = 1;
    Rdd parent = rdd(exchange.input());
    scanPartitions = around;
    List<Dependency> dependencies = List.of(new Dependency.Narrow(parent));
    return new Rdd(nextId++, exchange, 1, dependencies, exchange.partitioning());
  }

  private Rdd userCode(PhysicalPlan.UserCode code) {
    List<Dependency> dependencies = new ArrayList<>();
    code.inputs()
        .forEach(input -> dependencies.add(new Dependency.Narrow(cut(input, code.partitions()))));
    return new Rdd(nextId++, code, code.partitions(), dependencies, null);
  }

  /** A plan whose tables are read in so many partitions, down to its exchanges. */
  private Rdd cut(PhysicalPlan plan, int partitions) {
    int scans = scanPartitions;
    int below = belowExchange;
    belowExchange = below == 0 ? scans : below;
    scanPartitions = partitions;
    Rdd rdd = rdd(plan);
    scanPartitions = scans;
    belowExchange = below;
    return rdd;
  }

  private Rdd mapped(PhysicalPlan.PartitionMap map) {
    Dependency parent = new Dependency.Narrow(cut(map.input(), map.partitions()));
    return new Rdd(nextId++, map, map.parts().size(), List.of(parent), null);
  }

  /** Its partitions are those that it was first computed in, dealt out to no more readers. */
  private Rdd kept(Exchange exchange, Partitioning.Kept kept) {
    Rdd known = exchanges.get(exchange);
    if (known == null) {
      int around = scanPartitions;
      scanPartitions = kept.scans();
      Rdd parent = rdd(exchange.input());
      scanPartitions = around;
      Dependency dependency = new Dependency.Shuffle(parent, nextShuffle++, kept);
      int readers = Math.min(parent.partitions(), scanPartitions);
      known = new Rdd(nextId++, exchange, readers, List.of(dependency), kept);
      exchanges.put(exchange, known);
    }
    return known;
  }

  private Rdd narrow(PhysicalPlan node) {
    List<Dependency> dependencies = new ArrayList<>();
    int partitions = 1;
    for (PhysicalPlan input : node.inputs()) {
      Rdd parent = rdd(input);
      dependencies.add(new Dependency.Narrow(parent));
      partitions = Math.max(partitions, parent.partitions());
    }
    return new Rdd(
        nextId++,
        node,
        partitions,
        dependencies,
        partitions == 1 ? new Partitioning.Single() : null);
  }

  /** A broadcast has all rows in each partition of whoever reads it, so it adds none. */
  private static int partitions(Partitioning partitioning) {
    return switch (partitioning) {
      case Partitioning.Single s -> 1;
      case Partitioning.Hash h -> h.partitions();
      case Partitioning.Range r -> r.partitions();
      case Partitioning.RoundRobin r -> r.partitions();
      case Partitioning.Numbered n -> n.partitions();
      case Partitioning.Broadcast b -> 1;
      case Partitioning.Replicated r -> 1;
      case Partitioning.Kept k -> 1;
    };
  }
}
