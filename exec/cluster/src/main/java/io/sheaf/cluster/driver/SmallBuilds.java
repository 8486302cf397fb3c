package io.sheaf.cluster.driver;

import io.sheaf.engine.rdd.Rdd;
import io.sheaf.engine.rdd.RddCompiler;
import io.sheaf.engine.stage.Stage;
import io.sheaf.engine.stage.StageGraph;
import io.sheaf.plan.JoinInPlace;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Scan;
import io.sheaf.plan.RuntimeFilters;
import io.sheaf.plan.SharedReads;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds stages that join with so few built rows, as was measured, that every task had better read
 * all of them: then the other rows are not spread but joined in the stage that computes them.
 */
final class SmallBuilds {
  private final StageGraph graph;
  private final List<StageClass> classes;
  private final TaskSizes sizes;

  /**
   * @param graph as it is by now
   * @param classes of its stages
   */
  SmallBuilds(StageGraph graph, List<StageClass> classes, TaskSizes sizes) {
    this.graph = graph;
    this.classes = classes;
    this.sizes = sizes;
  }

  /** What is known of stages. */
  interface Outputs {
    /** Bytes that all tasks of a stage gave; empty when some have not. */
    Optional<Long> bytes(int stage);

    /** Whether a task of a stage gave rows. */
    boolean hasGiven(int stage);
  }

  /**
   * A stage that does the work of another one as well, which need not run.
   *
   * @param before the stage
   * @param after what it is from now on
   * @param unused that other one
   * @param words what is done otherwise than planned, and the figures that are the reason
   */
  record Change(Stage before, Stage after, Stage unused, String words) {}

  /** How a stage is to be changed that has not begun. */
  Optional<Change> of(Stage stage, Outputs outputs) {
    JoinInPlace join = JoinInPlace.of(stage.plan());
    if (join == null || outputs.hasGiven(join.probe())) {
      return Optional.empty();
    }
    Stage probe = graph.stages().get(join.probe());
    long bytes = 0;
    for (int built : join.built()) {
      Optional<Long> measured = outputs.bytes(built);
      if (measured.isEmpty()) {
        return Optional.empty();
      }
      bytes += measured.get();
    }
    if (!isLess(bytes, probe) || !fits(stage, probe, join)) {
      return Optional.empty();
    }
    Stage changed = joined(stage, probe, join);
    return changed.partitions() == probe.partitions()
        ? Optional.of(new Change(stage, changed, probe, words(join, bytes)))
        : Optional.empty();
  }

  /** Whether less moves when all tasks read what is built; what is unknown may be much. */
  private boolean isLess(long bytes, Stage probe) {
    return bytes <= sizes.broadcastBytes()
        && !(bytes * probe.partitions() > probe.plan().estimate().bytes());
  }

  /** Whether the probing stage is read here alone, and is as good as a part of this one. */
  private boolean fits(Stage stage, Stage probe, JoinInPlace join) {
    List<Scan> scans = RuntimeFilters.scans(probe.plan());
    return graph.stages().stream().filter(s -> s.inputs().contains(probe.id())).count() == 1
        && probe.output() instanceof Partitioning.Hash
        && classes.get(probe.id()) != StageClass.INDETERMINATE
        && probe.inputs().stream().allMatch(input -> readAlike(input, stage, probe, join))
        && scans.stream().noneMatch(Scan::isLocal)
        && Collections.disjoint(scans, RuntimeFilters.scans(stage.plan()))
        && !SharedReads.isMapped(probe.plan())
        && !readsKept(probe);
  }

  /** Whether a task that does the work of both would read the same partitions for both. */
  private static boolean readAlike(int input, Stage stage, Stage probe, JoinInPlace join) {
    boolean whole = SharedReads.isWhole(probe.plan(), input);
    return !stage.inputs().contains(input)
        || SharedReads.isWhole(stage.plan(), input) == whole && !join.built().contains(input);
  }

  /** Its tasks had better run where that is. */
  private boolean readsKept(Stage stage) {
    return stage.inputs().stream()
        .anyMatch(input -> graph.stages().get(input).output() instanceof Partitioning.Kept);
  }

  private static Stage joined(Stage stage, Stage probe, JoinInPlace join) {
    PhysicalPlan plan = join.changed(stage.plan(), probe.plan());
    Set<Integer> inputs = new HashSet<>(stage.inputs());
    inputs.remove(probe.id());
    inputs.addAll(probe.inputs());
    Rdd rdd = RddCompiler.compile(plan, probe.partitions());
    return new Stage(stage.id(), rdd, plan, stage.output(), inputs);
  }

  private static String words(JoinInPlace join, long bytes) {
    return String.format(
        Locale.ROOT,
        "broadcast: every task reads the %,d bytes of %s, where the rows of stage %d are computed",
        bytes,
        stages(join),
        join.probe());
  }

  private static String stages(JoinInPlace join) {
    List<Integer> built = join.built().stream().sorted().toList();
    String all = built.toString();
    return (built.size() == 1 ? "stage " : "stages ") + all.substring(1, all.length() - 1);
  }
}
