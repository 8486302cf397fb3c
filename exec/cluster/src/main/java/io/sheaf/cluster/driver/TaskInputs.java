package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.cluster.wire.Message.Input;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.engine.stage.Stage;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.SharedReads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Where the tasks of a query's stages find the rows that they read, which are all there. For one
 * thread.
 */
final class TaskInputs {
  private final IntFunction<Stage> stages;
  private final StageShares shares;
  private final QueryOutputs outputs;

  /**
   * @param stages as they are by now, by number
   */
  TaskInputs(IntFunction<Stage> stages, StageShares shares, QueryOutputs outputs) {
    this.stages = stages;
    this.shares = shares;
    this.outputs = outputs;
  }

  /** What a task reads of each of the stages that it reads. */
  List<Input> of(Key reader) {
    List<Input> inputs = new ArrayList<>();
    for (int input : stages.apply(reader.stage()).inputs()) {
      inputs.add(new Input(input, sources(input, reader)));
    }
    return inputs;
  }

  /** What a task reads of a stage. */
  List<Source> sources(int input, Key reader) {
    if (isKept(stages.apply(input))) {
      return keptFor(input, reader);
    }
    Share share = shares.of(reader);
    return partitionsOf(input, reader).stream()
        .flatMap(p -> sources(input, p).stream())
        .filter(source -> share.reads(input, source.block().task().partition()))
        .toList();
  }

  private Collection<Integer> partitionsOf(int input, Key reader) {
    PhysicalPlan plan = stages.apply(reader.stage()).plan();
    if (SharedReads.isMapped(plan)) {
      return SharedReads.mapped(plan, input, reader.partition());
    }
    int spread = stages.apply(input).toRun().outputPartitions();
    return spread > 1 && !SharedReads.isWhole(plan, input)
        ? shares.of(reader).partitions()
        : IntStream.range(0, spread).boxed().toList();
  }

  /** Partitions that stay as they are go to one reader each, or several to each. */
  private List<Source> keptFor(int stage, Key reader) {
    PhysicalPlan plan = stages.apply(reader.stage()).plan();
    List<Source> sources = new ArrayList<>();
    if (SharedReads.isMapped(plan)) {
      SharedReads.mapped(plan, stage, reader.partition())
          .forEach(p -> outputs.get(new Key(stage, p)).addTo(sources, 0));
      return sources;
    }
    int partitions = tasks(stage);
    int readers = tasks(reader.stage());
    for (int p = 0; p < partitions; p++) {
      if ((partitions <= readers ? p : (int) ((long) p * readers / partitions))
          == reader.partition()) {
        outputs.get(new Key(stage, p)).addTo(sources, 0);
      }
    }
    return sources;
  }

  /** Where the rows of one partition of a stage's output lie. */
  List<Source> sources(int stage, int partition) {
    List<Source> sources = new ArrayList<>();
    for (int task = 0; task < tasks(stage); task++) {
      outputs.get(new Key(stage, task)).addTo(sources, partition);
    }
    return sources;
  }

  private int tasks(int stage) {
    return shares.tasks(stages.apply(stage));
  }

  /** Whether its partitions are the same ones in all queries. */
  static boolean isKept(Stage stage) {
    return stage.output() instanceof Partitioning.Kept;
  }
}
