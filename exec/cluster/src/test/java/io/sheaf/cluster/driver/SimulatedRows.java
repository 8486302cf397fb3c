package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.engine.stage.StageGraph;
import io.sheaf.engine.stage.StagePlan;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.LongStream;

/**
 * Rows of a simulated task: numbers. Immutable.
 *
 * @param stage that gave them
 * @param parts by partition of the readers
 * @param versions which attempt gave the rows that another attempt would give otherwise
 */
record SimulatedRows(int stage, List<List<Long>> parts, Map<Key, Integer> versions) {
  /** So large is a row said to be that a task reads ten of them at least. */
  private static final long ROW_BYTES = Simulation.SIZES.leastBytes() / 10;

  private static final int STAGES = 1000;

  /** No query has so many. */
  static final int ATTEMPTS = 1_000_000;

  private static final java.util.Comparator<Key> BY_KEY =
      java.util.Comparator.comparingInt(Key::stage).thenComparingInt(Key::partition);

  /** What a task gives that read this. */
  static SimulatedRows computed(
      StageGraph graph, StagePlan stage, TaskId task, Collection<SimulatedRows> read) {
    Map<Key, Integer> versions = new TreeMap<>(BY_KEY);
    Map<Integer, List<Long>> inputs = new HashMap<>();
    for (SimulatedRows rows : read) {
      inputs.computeIfAbsent(rows.stage(), s -> new ArrayList<>()).addAll(rows.parts().getFirst());
      join(versions, rows.versions());
    }
    if (StageClass.of(graph).get(stage.id()) == StageClass.INDETERMINATE
        || Executions.writes(graph, stage.id())) {
      versions.put(key(stage, task), task.attempt() + (int) task.stage().query() * ATTEMPTS);
    }
    Evaluation all =
        new Evaluation(
            task.partition(),
            stage.partitions(),
            shuffle -> inputs.getOrDefault(shuffle, List.of()));
    List<List<Long>> parts = new ArrayList<>();
    for (int p = 0; p < stage.outputPartitions(); p++) {
      parts.add(new ArrayList<>());
    }
    for (long row : all.rows(stage.plan())) {
      parts.get((int) (row % parts.size())).add(row);
    }
    return new SimulatedRows(stage.id(), parts, versions);
  }

  /** What another attempt, maybe one of another query, would give otherwise. */
  private static Key key(StagePlan stage, TaskId task) {
    return stage.output() instanceof Partitioning.Kept kept
        ? new Key(-(int) kept.id(), task.partition())
        : keyOf(task);
  }

  /** A task of one of several queries. */
  static Key keyOf(TaskId task) {
    int number = (int) task.stage().query() * STAGES + task.stage().stage();
    return new Key(number, task.partition());
  }

  /** The same rows for those who read them as those of this stage. */
  SimulatedRows as(int other) {
    return new SimulatedRows(other, parts, versions);
  }

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

  /** The rows that go to one partition of the readers. */
  SimulatedRows part(int partition) {
    return new SimulatedRows(stage, List.of(parts.get(partition)), versions);
  }

  List<Long> sizes() {
    return parts.stream().map(rows -> rows.size() * ROW_BYTES).toList();
  }

  /** All rows, in order. */
  List<Long> sorted() {
    return parts.stream().flatMap(List::stream).sorted().toList();
  }

  /** The right answer, in order. */
  static List<Long> expected(StageGraph graph) {
    return expected(graph, graph.result().id()).stream().sorted().toList();
  }

  private static List<Long> expected(StageGraph graph, int stage) {
    return new Evaluation(0, 1, shuffle -> expected(graph, shuffle))
        .rows(graph.stages().get(stage).plan());
  }

  /**
   * What plans give.
   *
   * @param share of the tables is read
   * @param shares are there
   * @param reads what other stages gave
   */
  private record Evaluation(int share, int shares, IntFunction<List<Long>> reads) {
    List<Long> rows(PhysicalPlan node) {
      return switch (node) {
        case PhysicalPlan.ShuffleRead r -> reads.apply(r.shuffle());
        case PhysicalPlan.Scan s -> table((long) s.estimate().rows());
        case PhysicalPlan.Union u ->
            u.inputs().stream().flatMap(input -> rows(input).stream()).toList();
        case PhysicalPlan.HashJoin j -> {
          Set<Long> built = new HashSet<>(rows(j.right()));
          boolean wanted = j.kind() == JoinKind.SEMI;
          yield rows(j.left()).stream().filter(row -> built.contains(row) == wanted).toList();
        }
        case PhysicalPlan.Exchange e when e.partitioning() instanceof Partitioning.Replicated ->
            throw new AssertionError(e);
        case PhysicalPlan other -> rows(other.inputs().getFirst());
      };
    }

    /** Tables have many rows or few, of many values or few, and some of them often. */
    private List<Long> table(long number) {
      Random random = new Random(number);
      int rows = new int[] {0, 4, 30, 120}[random.nextInt(4)];
      int values = new int[] {1, 4, 100}[random.nextInt(3)];
      List<Long> all =
          LongStream.generate(() -> random.nextInt(3) == 0 ? 0 : random.nextInt(values))
              .limit(rows)
              .boxed()
              .toList();
      List<Long> own = new ArrayList<>();
      for (int i = share; i < all.size(); i += shares) {
        own.add(all.get(i));
      }
      return own;
    }
  }
}
