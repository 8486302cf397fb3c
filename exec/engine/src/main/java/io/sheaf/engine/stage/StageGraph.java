package io.sheaf.engine.stage;

import io.sheaf.engine.rdd.Dependency;
import io.sheaf.engine.rdd.Rdd;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.ShuffleRead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The stages of a query, inputs before readers; the last one gives the result. Immutable. */
public record StageGraph(List<Stage> stages) {
  public StageGraph {
    stages = List.copyOf(stages);
  }

  /** Cuts a lineage at its wide dependencies. */
  public static StageGraph cut(Rdd result) {
    Cutter cutter = new Cutter();
    cutter.stage(result, null);
    return new StageGraph(cutter.stages);
  }

  public Stage result() {
    return stages.getLast();
  }

  /** With another stage of the same number. */
  public StageGraph with(Stage stage) {
    List<Stage> all = new ArrayList<>(stages);
    all.set(stage.id(), stage);
    return new StageGraph(all);
  }

  private static final class Cutter {
    private final List<Stage> stages = new ArrayList<>();
    private final Map<Exchange, Integer> shuffles = new HashMap<>();
    private final Map<PhysicalPlan, PhysicalPlan> plans = new IdentityHashMap<>();

    int stage(Rdd rdd, Partitioning output) {
      Set<Integer> inputs = new TreeSet<>();
      collect(rdd, inputs);
      Stage stage = new Stage(stages.size(), rdd, plan(rdd.node()), output, inputs);
      stages.add(stage);
      return stage.id();
    }

    /** The node itself where there is no exchange below. */
    private PhysicalPlan plan(PhysicalPlan node) {
      PhysicalPlan known = plans.get(node);
      if (known == null) {
        known = node instanceof Exchange e && e.moves() ? read(e) : withPlans(node);
        plans.put(node, known);
      }
      return known;
    }

    private ShuffleRead read(Exchange e) {
      return new ShuffleRead(shuffles.get(e), e.partitioning(), e.schema(), e.estimate());
    }

    private PhysicalPlan withPlans(PhysicalPlan node) {
      List<PhysicalPlan> inputs = new ArrayList<>();
      boolean same = true;
      for (PhysicalPlan input : node.inputs()) {
        PhysicalPlan plan = plan(input);
        same &= plan == input;
        inputs.add(plan);
      }
      return same ? node : node.withInputs(inputs);
    }

    private void collect(Rdd rdd, Set<Integer> inputs) {
      for (Dependency dependency : rdd.dependencies()) {
        switch (dependency) {
          case Dependency.Narrow n -> collect(n.parent(), inputs);
          case Dependency.Shuffle s -> inputs.add(wide(rdd, s.parent(), s.partitioning()));
          case Dependency.Broadcast b ->
              inputs.add(wide(rdd, b.parent(), new Partitioning.Broadcast()));
        }
      }
    }

    private int wide(Rdd reader, Rdd parent, Partitioning partitioning) {
      Exchange exchange = (Exchange) reader.node();
      Integer known = shuffles.get(exchange);
      if (known == null) {
        known = stage(parent, partitioning);
        shuffles.put(exchange, known);
      }
      return known;
    }
  }
}
