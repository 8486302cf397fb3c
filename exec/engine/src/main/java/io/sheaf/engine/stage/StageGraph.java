package io.sheaf.engine.stage;

import io.sheaf.engine.rdd.Dependency;
import io.sheaf.engine.rdd.Rdd;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan.Exchange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The stages of a query, inputs before readers; the last one gives the result. Immutable.
 *
 * @param shuffles the stage whose rows an exchange of the plan reads
 */
public record StageGraph(List<Stage> stages, Map<Exchange, Integer> shuffles) {
  public StageGraph {
    stages = List.copyOf(stages);
    shuffles = Map.copyOf(shuffles);
  }

  /** Cuts a lineage at its wide dependencies. */
  public static StageGraph cut(Rdd result) {
    Cutter cutter = new Cutter();
    cutter.stage(result, null);
    return new StageGraph(cutter.stages, cutter.shuffles);
  }

  public Stage result() {
    return stages.getLast();
  }

  private static final class Cutter {
    private final List<Stage> stages = new ArrayList<>();
    private final Map<Exchange, Integer> shuffles = new HashMap<>();

    int stage(Rdd rdd, Partitioning output) {
      Set<Integer> inputs = new TreeSet<>();
      collect(rdd, inputs);
      Stage stage = new Stage(stages.size(), rdd, output, inputs);
      stages.add(stage);
      return stage.id();
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
