package io.sheaf.engine.stage;

import io.sheaf.engine.pipeline.OperatorCounter;
import io.sheaf.engine.pipeline.OperatorCounter.Totals;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.ShuffleRead;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** The counters of the nodes of a query's stages. Thread-safe. */
public final class PlanMetrics {
  private final LongSupplier allocationMeter;
  private final Map<PhysicalPlan, OperatorCounter> counters = new IdentityHashMap<>();

  /** The nodes that stand where a plan had these reads. */
  private final Map<PhysicalPlan, PhysicalPlan> inlined = new IdentityHashMap<>();

  private final List<String> changes = new ArrayList<>();

  /** Does not measure allocation. */
  public PlanMetrics() {
    this(() -> 0);
  }

  /**
   * @param allocationMeter how many bytes the calling thread has allocated so far
   */
  public PlanMetrics(LongSupplier allocationMeter) {
    this.allocationMeter = allocationMeter;
  }

  /** The counter of this very node; all partitions of a stage share it. */
  public synchronized OperatorCounter of(PhysicalPlan node) {
    return counters.computeIfAbsent(node, n -> new OperatorCounter(allocationMeter));
  }

  /**
   * The counters of a stage's plan, inputs after readers, a node that occurs several times once: a
   * copy of the plan in another JVM has the same order.
   */
  public List<OperatorCounter> all(PhysicalPlan plan) {
    Set<PhysicalPlan> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
    List<OperatorCounter> found = new ArrayList<>();
    collect(plan, nodes, found);
    return found;
  }

  /**
   * A stage's plan is run in other words. What counts for the copies of nodes counts for these, and
   * nodes in the place of a read count as that and for themselves.
   */
  public synchronized void replaced(PhysicalPlan before, PhysicalPlan after) {
    if (before instanceof ShuffleRead r
        && !(after instanceof ShuffleRead other && other.shuffle() == r.shuffle())) {
      inlined.put(before, after);
    } else if (before != after) {
      counters.put(after, of(before));
      for (int i = 0; i < before.inputs().size(); i++) {
        replaced(before.inputs().get(i), after.inputs().get(i));
      }
    }
  }

  /**
   * Notes what is done otherwise than planned.
   *
   * @param what and the figures that are the reason
   */
  public synchronized void changed(String what) {
    changes.add(what);
  }

  /** What is done otherwise than planned, in the order of its coming. */
  public synchronized List<String> changes() {
    return List.copyOf(changes);
  }

  /**
   * Adds what a task counted, whose totals are in the order of {@link #all}.
   *
   * @param first of all tasks of the stage: each of them gives the rows of what is computed whole
   *     by all, which are told once; what that cost them is told of all
   */
  public void add(PhysicalPlan plan, List<Totals> totals, boolean first) {
    List<OperatorCounter> known = all(plan);
    Set<OperatorCounter> whole = Collections.newSetFromMap(new IdentityHashMap<>());
    if (!first) {
      collectReplicated(plan, false, whole);
    }
    for (int i = 0; i < Math.min(known.size(), totals.size()); i++) {
      OperatorCounter counter = known.get(i);
      counter.add(whole.contains(counter) ? totals.get(i).withoutRows() : totals.get(i));
    }
  }

  private void collectReplicated(PhysicalPlan node, boolean inside, Set<OperatorCounter> found) {
    if (inside) {
      found.add(of(node));
    }
    boolean below =
        inside
            || node instanceof PhysicalPlan.Exchange e
                && e.partitioning() instanceof Partitioning.Replicated;
    node.inputs().forEach(input -> collectReplicated(input, below, found));
  }

  private void collect(PhysicalPlan node, Set<PhysicalPlan> seen, List<OperatorCounter> found) {
    if (seen.add(node)) {
      found.add(of(node));
      node.inputs().forEach(input -> collect(input, seen, found));
    }
  }

  /** What is known by now of the whole query, as a tree of the shape of its plan. */
  public synchronized OperatorMetrics tree(StageGraph graph) {
    Stage result = graph.result();
    return tree(graph, result.rdd().node(), result.plan());
  }

  /**
   * @param node a node of the query's plan
   * @param run what stands for it in the plan of a stage
   */
  private OperatorMetrics tree(StageGraph graph, PhysicalPlan node, PhysicalPlan run) {
    List<PhysicalPlan> inputs =
        run instanceof ShuffleRead r
            ? List.of(graph.stages().get(r.shuffle()).plan())
            : run.inputs();
    List<OperatorMetrics> below = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      below.add(tree(graph, node.inputs().get(i), inputs.get(i)));
    }
    return new OperatorMetrics(node, work(run), below);
  }

  private OperatorMetrics.Work work(PhysicalPlan node) {
    OperatorCounter counter = counters.get(node);
    OperatorCounter given = counters.get(inPlace(node));
    if (given != counter && given != null) {
      return new OperatorMetrics.Work(given.rows(), given.batches(), 0, 0, 0);
    }
    if (counter == null) {
      return OperatorMetrics.Work.NONE;
    }
    long nanos = counter.streamNanos();
    long allocated = counter.streamAllocated();
    for (PhysicalPlan input : streaming(node)) {
      OperatorCounter below = counters.get(inPlace(input));
      nanos -= below == null ? 0 : below.streamNanos();
      allocated -= below == null ? 0 : below.streamAllocated();
    }
    return new OperatorMetrics.Work(
        counter.rows(),
        counter.batches(),
        counter.sinkNanos() + Math.max(0, nanos),
        counter.decodedBytes(),
        counter.sinkAllocated() + Math.max(0, allocated));
  }

  private PhysicalPlan inPlace(PhysicalPlan node) {
    PhysicalPlan other = inlined.get(node);
    if (other != null) {
      return inPlace(other);
    }
    return node instanceof PhysicalPlan.Exchange e && !e.moves() ? e.input() : node;
  }

  /** The inputs whose streams run inside the node's own stream. */
  private static List<PhysicalPlan> streaming(PhysicalPlan node) {
    return switch (node) {
      case PhysicalPlan.Filter f -> List.of(f.input());
      case PhysicalPlan.Project p -> List.of(p.input());
      case PhysicalPlan.Limit l -> List.of(l.input());
      case PhysicalPlan.UserCode u -> u.inputs();
      case PhysicalPlan.PartitionMap m -> List.of(m.input());
      case PhysicalPlan.Repeat r -> List.of(r.input());
      case PhysicalPlan.HashJoin j -> List.of(j.left());
      case PhysicalPlan.NestedLoopJoin j -> List.of(j.left());
      case PhysicalPlan.Union u -> u.inputs();
      case PhysicalPlan.Scan s -> List.of();
      case PhysicalPlan.Values v -> List.of();
      case PhysicalPlan.Aggregate a -> List.of();
      case PhysicalPlan.Window w -> List.of();
      case PhysicalPlan.Sort s -> List.of();
      case PhysicalPlan.TopN t -> List.of();
      case PhysicalPlan.Exchange e -> List.of();
      case ShuffleRead r -> List.of();
      case PhysicalPlan.Shared s -> List.of();
      case PhysicalPlan.Write w -> List.of();
    };
  }
}
