package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.engine.stage.Stage;
import io.sheaf.engine.stage.StageGraph;
import io.sheaf.plan.EmptyInputs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows of a simulated query: what they are made of. Immutable.
 *
 * @param digest of all that went into them
 * @param versions which attempt gave the rows that another attempt would give otherwise
 */
record SimulatedRows(long digest, Map<Key, Integer> versions) {
  static final SimulatedRows NONE = new SimulatedRows(0, Map.of());

  /** What a task gives that read this. */
  static SimulatedRows computed(StageGraph graph, TaskId task, List<SimulatedRows> read) {
    Key key = new Key(task.stage().stage(), task.partition());
    long digest = key.hashCode() * 1_000_003L;
    Map<Key, Integer> versions = new TreeMap<>(BY_KEY);
    for (SimulatedRows rows : read) {
      digest = digest * 31 + rows.digest();
      join(versions, rows.versions());
    }
    if (StageClass.of(graph).get(key.stage()) == StageClass.INDETERMINATE
        || Executions.writes(graph, key.stage())) {
      versions.put(key, task.attempt());
    }
    return new SimulatedRows(digest, versions);
  }

  private static final java.util.Comparator<Key> BY_KEY =
      java.util.Comparator.comparingInt(Key::stage).thenComparingInt(Key::partition);

  /** Rows of two attempts that may differ do not fit one another. */
  private static void join(Map<Key, Integer> versions, Map<Key, Integer> more) {
    more.forEach(
        (key, version) -> {
          Integer known = versions.put(key, version);
          if (known != null && !known.equals(version)) {
            throw new AssertionError(
                "rows of attempts " + known + " and " + version + " of " + key);
          }
        });
  }

  /** The part of a task's rows that goes to one partition of its readers. */
  SimulatedRows part(int partition) {
    return new SimulatedRows(digest * 31 + partition, versions);
  }

  /** How large that part is: sometimes there is nothing. */
  static long sizeBytes(Key key, int partition) {
    return Math.floorMod(key.hashCode() * 31 + partition * 17, 5) == 0 ? 0 : 10 + partition;
  }

  /** The digest of the right answer: of all that the last stage reads. */
  static long expected(StageGraph graph) {
    Map<Key, Long> known = new HashMap<>();
    long digest = 0;
    for (int input : graph.result().inputs()) {
      for (int p = 0; p < graph.stages().get(input).toRun().outputPartitions(); p++) {
        digest = read(graph, input, p, digest, known);
      }
    }
    return digest;
  }

  /** Adds what one reader gets from a stage. */
  private static long read(
      StageGraph graph, int stage, int partition, long start, Map<Key, Long> known) {
    long digest = start;
    for (int p = 0; p < graph.stages().get(stage).partitions(); p++) {
      Key key = new Key(stage, p);
      if (sizeBytes(key, partition) > 0 && !isSkipped(graph, key)) {
        digest = digest * 31 + (task(graph, key, known) * 31 + partition);
      }
    }
    return digest;
  }

  /** Whether nothing comes of it, as nothing comes of what it reads. */
  private static boolean isSkipped(StageGraph graph, Key key) {
    return EmptyInputs.givesNothing(
        graph.stages().get(key.stage()).plan(), read -> isEmpty(graph, read.shuffle(), key));
  }

  private static boolean isEmpty(StageGraph graph, int stage, Key reader) {
    boolean whole = graph.stages().get(stage).toRun().outputPartitions() == 1;
    for (int p = 0; p < graph.stages().get(stage).partitions(); p++) {
      Key key = new Key(stage, p);
      if (sizeBytes(key, whole ? 0 : reader.partition()) > 0 && !isSkipped(graph, key)) {
        return false;
      }
    }
    return true;
  }

  private static long task(StageGraph graph, Key key, Map<Key, Long> known) {
    Long found = known.get(key);
    if (found != null) {
      return found;
    }
    Stage stage = graph.stages().get(key.stage());
    long digest = key.hashCode() * 1_000_003L;
    for (int input : stage.inputs()) {
      boolean whole = graph.stages().get(input).toRun().outputPartitions() == 1;
      digest = read(graph, input, whole ? 0 : key.partition(), digest, known);
    }
    known.put(key, digest);
    return digest;
  }
}
