package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.engine.stage.Stage;
import io.sheaf.plan.SharedReads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * What each task of a query's stages reads. That is decided once for a stage, when all that it
 * reads is there, and stays so whatever is lost: a task that is run again gives the same rows, and
 * what others made of the stage's rows fits them. For one thread.
 */
final class StageShares {
  private final TaskSizes sizes;
  private final Map<Integer, List<Share>> decided = new HashMap<>();

  StageShares(TaskSizes sizes) {
    this.sizes = sizes;
  }

  /** What has been computed. */
  interface Outputs {
    /** Bytes that each task of a stage gave for a partition of its readers. */
    long[] bytes(int stage, int partition);
  }

  /** How many tasks the stage has. */
  int tasks(Stage stage) {
    List<Share> shares = decided.get(stage.id());
    return shares == null ? stage.partitions() : shares.size();
  }

  /** What a task reads of the inputs that the tasks of its stage share out. */
  Share of(Key task) {
    List<Share> shares = decided.get(task.stage());
    return shares == null ? Share.of(task.partition()) : shares.get(task.partition());
  }

  boolean isOpen(int stage) {
    return !decided.containsKey(stage);
  }

  /**
   * Decides about a stage that can start.
   *
   * @param without tasks that need not be run
   * @return what is done otherwise than planned
   */
  Optional<Regrouping> decide(Stage stage, Set<Integer> without, Outputs outputs) {
    Set<Integer> inputs = SharedReads.partitioned(stage.plan());
    if (inputs.isEmpty()) {
      return Optional.empty();
    }
    int divided = SharedReads.divisible(stage.plan()).orElse(Measured.NONE);
    long[] bytes = new long[stage.partitions()];
    long[][] dividedBytes = new long[bytes.length][];
    for (int input : inputs) {
      for (int p = 0; p < bytes.length; p++) {
        long[] given = outputs.bytes(input, p);
        bytes[p] += LongStream.of(given).sum();
        dividedBytes[p] = input == divided ? given : dividedBytes[p];
      }
    }
    Measured measured = new Measured(bytes, without, divided, dividedBytes);
    Regrouping found = Regrouping.of(measured, sizes);
    decided.put(stage.id(), found.shares());
    return Optional.of(found).filter(r -> !r.words().isEmpty());
  }

  /** All that the stage gave is given up, with all that was made of it. */
  void forget(int stage) {
    decided.remove(stage);
  }
}
