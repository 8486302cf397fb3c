package io.sheaf.cluster.driver;

import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.Input;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.engine.stage.Stage;
import io.sheaf.engine.stage.StageGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a query's stages has been computed, where it lies, what runs and what is missing. Knows
 * neither time nor network. For one thread.
 */
final class QueryProgress {
  private final long query;
  private final StageGraph graph;
  private final Map<Key, Output> outputs = new HashMap<>();
  private final Map<Key, Running> running = new HashMap<>();
  private int attempts;

  /** A partition of a stage. */
  record Key(int stage, int partition) {}

  /** What an attempt gave, and where it lies. */
  private record Output(TaskId task, Address address, List<Long> sizes) {}

  /** The attempt that computes a partition now. */
  private record Running(TaskId task, long epoch) {}

  QueryProgress(long query, StageGraph graph) {
    this.query = query;
    this.graph = graph;
  }

  /** Whether everything that a stage gives is there. */
  boolean isComplete(int stage) {
    for (int p = 0; p < graph.stages().get(stage).partitions(); p++) {
      if (!outputs.containsKey(new Key(stage, p))) {
        return false;
      }
    }
    return true;
  }

  /** Whether everything that a stage reads is there. */
  boolean hasInputs(int stage) {
    return graph.stages().get(stage).inputs().stream().allMatch(this::isComplete);
  }

  /** What can be computed now for the inputs of a stage. */
  Set<Key> wantedInputs(int stage) {
    Set<Key> found = new LinkedHashSet<>();
    collectInputs(graph.stages().get(stage), found);
    return found;
  }

  private void collect(int number, Set<Key> found) {
    Stage stage = graph.stages().get(number);
    if (hasInputs(number)) {
      for (int p = 0; p < stage.partitions(); p++) {
        Key key = new Key(number, p);
        if (!outputs.containsKey(key) && !running.containsKey(key)) {
          found.add(key);
        }
      }
    } else {
      collectInputs(stage, found);
    }
  }

  private void collectInputs(Stage stage, Set<Key> found) {
    for (int input : stage.inputs()) {
      if (!isComplete(input)) {
        collect(input, found);
      }
    }
  }

  /** A new attempt begins. */
  TaskId start(Key key, long epoch) {
    TaskId task = new TaskId(new StageId(query, key.stage()), key.partition(), attempts++);
    running.put(key, new Running(task, epoch));
    return task;
  }

  /** Where a partition of a stage finds the rows of the stages that it reads. */
  List<Input> inputs(Key key) {
    List<Input> inputs = new ArrayList<>();
    for (int input : graph.stages().get(key.stage()).inputs()) {
      int spread = graph.stages().get(input).toRun().outputPartitions();
      inputs.add(new Input(input, sources(input, spread == 1 ? 0 : key.partition())));
    }
    return inputs;
  }

  /** Where the rows of one partition of a stage's output lie. */
  List<Source> sources(int stage, int partition) {
    List<Source> sources = new ArrayList<>();
    for (int p = 0; p < graph.stages().get(stage).partitions(); p++) {
      Output output = outputs.get(new Key(stage, p));
      long bytes = output.sizes().get(partition);
      if (bytes > 0) {
        sources.add(new Source(new BlockId(output.task(), partition), output.address(), bytes));
      }
    }
    return sources;
  }

  /**
   * An attempt gave its rows.
   *
   * @return false when it is not the one that was waited for: then its rows are of no use
   */
  boolean done(TaskId task, Address address, List<Long> sizes) {
    if (!ended(task, address.epoch())) {
      return false;
    }
    outputs.put(key(task), new Output(task, address, sizes));
    return true;
  }

  /** An attempt ended without rows; false when nobody waited for it. */
  boolean ended(TaskId task, long epoch) {
    Running known = running.get(key(task));
    if (known == null || !known.task().equals(task) || known.epoch() != epoch) {
      return false;
    }
    running.remove(key(task));
    return true;
  }

  /**
   * A worker is gone, with all that it computed and computes.
   *
   * @return the attempts that ran there
   */
  List<TaskId> lost(long epoch) {
    List<TaskId> stopped = new ArrayList<>();
    for (Running task : List.copyOf(running.values())) {
      if (task.epoch() == epoch) {
        running.remove(key(task.task()));
        stopped.add(task.task());
      }
    }
    for (Output output : List.copyOf(outputs.values())) {
      if (output.address().epoch() == epoch) {
        forget(output);
      }
    }
    return stopped;
  }

  /** The rows of an attempt cannot be had; false when that is known already. */
  boolean lost(TaskId task) {
    Output output = outputs.get(key(task));
    if (output == null || !output.task().equals(task)) {
      return false;
    }
    forget(output);
    return true;
  }

  /**
   * Rows that another attempt might give in other words are given up whole, with all that was made
   * of them: half of it would not fit the other half.
   */
  private void forget(Output output) {
    Key key = key(output.task());
    outputs.remove(key);
    if (!Repeatability.isRepeatable(graph.stages().get(key.stage()).plan())) {
      rollBack(key.stage());
    }
  }

  private void rollBack(int stage) {
    drop(stage);
    for (Stage reader : graph.stages()) {
      if (reader.inputs().contains(stage)) {
        rollBack(reader.id());
      }
    }
  }

  /** Forgets what a stage gave; what runs for it is not waited for any more. */
  void drop(int stage) {
    outputs.keySet().removeIf(key -> key.stage() == stage);
    running.keySet().removeIf(key -> key.stage() == stage);
  }

  /** Every attempt that runs is of no use any more. */
  void stopAll() {
    running.clear();
  }

  private static Key key(TaskId task) {
    return new Key(task.stage().stage(), task.partition());
  }
}
