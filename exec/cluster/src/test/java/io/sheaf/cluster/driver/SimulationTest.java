package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.cluster.log.LogEvent.StageChanged;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.schedule.SchedulerEvent;
import io.sheaf.engine.stage.StageGraph;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Keys;
import io.sheaf.plan.PhysicalPlan.Limit;
import io.sheaf.plan.PhysicalPlan.Sort;
import io.sheaf.plan.PhysicalPlan.Union;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random schedules of a cluster where workers die, sleep, wake, leave, fail and lose rows, and
 * messages come late, twice or not at all: every query ends, with the right answer or with a
 * failure that says why, and afterwards all is as if nothing had been.
 */
class SimulationTest {
  private static final long SEED = Long.getLong("sheaf.seed", System.nanoTime());
  private static final int SCHEDULES = Boolean.getBoolean("sheaf.soak") ? 20_000 : 400;
  private static final long HARM_MILLIS = 40_000;
  private static final long LIMIT_MILLIS = 900_000;

  /** What a query may fail with; the last is its user's wish. */
  private static final Set<String> CLEAN =
      Set.of("WORKER_LOST", "FETCH_FAILED", "DISK_FULL", "ENOUGH");

  @TempDir static Path folder;

  /** A query as its engine sees it. */
  private static final class Query {
    final Simulation simulation;
    final QueryExecution execution;
    boolean over;
    SheafException failure;

    Query(Simulation simulation, QueryExecution execution) {
      this.simulation = simulation;
      this.execution = execution;
      execution
          .context()
          .cancel()
          .onCancel(
              () ->
                  simulation.after(
                      1, () -> simulation.tell(new ClusterEvent.CancelRequested(execution.id()))));
    }

    void want(int stage) {
      simulation.tell(
          new ClusterEvent.StageWanted(
              execution, stage, event -> simulation.after(1, () -> told(event))));
    }

    private void told(SchedulerEvent event) {
      assertTrue(!over, "told twice");
      switch (event) {
        case SchedulerEvent.StageFinished f when f.stage() < execution.graph().result().id() ->
            want(f.stage() + 1);
        case SchedulerEvent.StageFinished f -> end(null);
        case SchedulerEvent.StageFailed f -> end(f.failure());
        default -> throw new AssertionError(event.toString());
      }
    }

    private void end(SheafException why) {
      over = true;
      failure = why;
      simulation.tell(new ClusterEvent.QueryEnded(execution.id()));
    }
  }

  /** What is kept while the queries run; queries read the same. */
  private final List<Exchange> kept = new ArrayList<>();

  private void keep(Simulation simulation) {
    Random random = simulation.random;
    kept.clear();
    List<Exchange> made = new ArrayList<>();
    for (int id = random.nextInt(3); id > 0; id--) {
      int partitions = 1 + random.nextInt(4);
      StorageLevel level = StorageLevel.of(random.nextBoolean() ? "MEMORY" : "DISK_2");
      PhysicalPlan rows = plan(random, 1 + random.nextInt(2), partitions);
      made.add(
          new Exchange(rows, new Partitioning.Kept(id, "k" + id, level.toString(), partitions)));
      simulation.tell(new ClusterEvent.Kept(id, level));
    }
    kept.addAll(made);
  }

  /** Nobody needs it any more: all workers free it, sooner or later. */
  private void forget(Simulation simulation, String what) {
    for (int id = 1; id <= kept.size(); id++) {
      simulation.tell(new ClusterEvent.Forgotten(id));
    }
    long end = simulation.nowMillis() + HARM_MILLIS;
    while (simulation.nowMillis() < end) {
      simulation.step();
    }
    for (SimulatedWorker worker : simulation.workers) {
      assertTrue(!worker.isThere() || worker.kept().isEmpty(), worker.kept() + " kept: " + what);
    }
  }

  private PhysicalPlan plan(Random random, int depth, int partitions) {
    if (depth == 0 && !kept.isEmpty() && random.nextInt(3) == 0) {
      return kept.get(random.nextInt(kept.size()));
    }
    if (depth == 0) {
      return Executions.scan(random.nextInt(20));
    }
    PhysicalPlan input =
        new Exchange(
            plan(random, depth - 1, partitions), new Partitioning.Hash(List.of(0), partitions));
    return switch (random.nextInt(4)) {
      case 3 -> join(random, input, plan(random, depth - 1, partitions), partitions);
      case 0 -> new Sort(input, List.of());
      case 1 -> new Limit(new Sort(input, List.of()), 0, 5);
      default -> new Union(List.of(input, plan(random, depth - 1, partitions)), Executions.SCHEMA);
    };
  }

  private static PhysicalPlan join(
      Random random, PhysicalPlan left, PhysicalPlan right, int partitions) {
    Partitioning spread =
        random.nextInt(5) == 0
            ? new Partitioning.Broadcast()
            : new Partitioning.Hash(List.of(0), partitions);
    JoinKind kind = random.nextBoolean() ? JoinKind.SEMI : JoinKind.ANTI;
    return new HashJoin(
        kind,
        left,
        new Exchange(right, spread),
        new Keys(List.of(0), List.of(0), List.of(false)),
        null,
        false,
        Executions.SCHEMA,
        Estimate.UNKNOWN);
  }

  private final Map<Long, StageGraph> graphs = new HashMap<>();
  private final Map<String, Integer> changes = new TreeMap<>();

  private Query start(Simulation simulation, long id) {
    Random random = simulation.random;
    int partitions = 1 + random.nextInt(4);
    PhysicalPlan rows = plan(random, 1 + random.nextInt(4), partitions);
    PhysicalPlan last = random.nextInt(3) == 0 ? Executions.files(rows) : rows;
    PhysicalPlan plan = new Exchange(last, new Partitioning.Single());
    Query query = new Query(simulation, Executions.of(id, plan, partitions, folder));
    graphs.put(id, query.execution.graph());
    query.want(0);
    return query;
  }

  private static void harm(Simulation simulation, List<Query> queries) {
    Random random = simulation.random;
    SimulatedWorker victim = simulation.workers.get(random.nextInt(simulation.workers.size()));
    switch (random.nextInt(9)) {
      case 0, 1 -> victim.die();
      case 2, 3 -> victim.sleep(500 + random.nextInt(25_000));
      case 4, 5 -> victim.corrupt();
      case 6 -> victim.leave();
      case 7 -> victim.cut();
      default -> {
        if (random.nextInt(3) == 0) {
          queries
              .get(random.nextInt(queries.size()))
              .execution
              .context()
              .cancel()
              .cancel(SheafException.user("ENOUGH", "enough"));
        }
      }
    }
  }

  private static void await(Simulation simulation, List<Query> queries, String what) {
    long limit = simulation.nowMillis() + LIMIT_MILLIS;
    while (queries.stream().anyMatch(query -> !query.over)) {
      assertTrue(
          simulation.nowMillis() < limit,
          "it hangs: " + what + ", last " + simulation.happened.last(20));
      simulation.step();
    }
  }

  private void check(Query query, Map<String, Integer> outcomes, String what) {
    long id = query.execution.id();
    if (query.failure == null) {
      assertEquals(
          SimulatedRows.expected(query.execution.graph()),
          SimulatedDriver.RESULTS.get(id).sorted(),
          what);
      checkFiles(query, what);
    } else {
      assertTrue(CLEAN.contains(query.failure.code()), query.failure + ", " + what);
    }
    outcomes.merge(query.failure == null ? "right" : query.failure.code(), 1, Integer::sum);
  }

  /** Each task's files are named once, and those of the attempt that is named were written. */
  private static void checkFiles(Query query, String what) {
    long id = query.execution.id();
    StageGraph graph = query.execution.graph();
    int stage = graph.result().id() - 1;
    Map<Key, Integer> named = SimulatedDriver.RESULTS.get(id).versions();
    named.forEach(
        (key, attempt) -> {
          int number = attempt % SimulatedRows.ATTEMPTS;
          TaskId task = new TaskId(new StageId(id, stage), key.partition(), number);
          assertTrue(
              !key.equals(SimulatedRows.keyOf(task))
                  || !Executions.writes(graph, stage)
                  || query.simulation.written.contains(task),
              what);
        });
  }

  private void run(long seed, Map<String, Integer> outcomes) {
    String what = "seed " + seed;
    graphs.clear();
    SimulatedDriver.RESULTS.clear();
    SimulatedWorker.graphs = graphs::get;
    Simulation simulation = new Simulation(seed);
    for (int i = 1 + simulation.random.nextInt(4); i > 0; i--) {
      simulation.startWorker();
    }
    keep(simulation);
    List<Query> queries = new ArrayList<>();
    for (long id = 1 + simulation.random.nextInt(3); id > 0; id--) {
      queries.add(start(simulation, id));
    }
    for (int i = simulation.random.nextInt(12); i > 0; i--) {
      simulation.after(
          simulation.random.nextInt((int) HARM_MILLIS), () -> harm(simulation, queries));
    }
    await(simulation, queries, what);
    while (simulation.nowMillis() < 2 * HARM_MILLIS) {
      simulation.step();
    }
    Query last = start(simulation, 9);
    await(simulation, List.of(last), what + ", after all harm");
    queries.add(last);
    forget(simulation, what);
    queries.forEach(query -> check(query, outcomes, what));
    for (StageChanged change : simulation.happened.all(StageChanged.class)) {
      changes.merge(change.what().replaceFirst(":.*", ""), 1, Integer::sum);
    }
  }

  @Test
  void everyQueryEndsAndIsRightOrSaysWhyNot() {
    System.out.println("SimulationTest seed " + SEED);
    Map<String, Integer> outcomes = new TreeMap<>();
    for (int i = 0; i < SCHEDULES; i++) {
      try {
        run(SEED + i, outcomes);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + (SEED + i) + ": " + e.getMessage(), e);
      }
    }
    System.out.println(SCHEDULES + " schedules: " + outcomes + ", " + changes);
    assertEquals(Set.of("broadcast", "coalesced", "skipped", "split"), changes.keySet());
    int queries = outcomes.values().stream().mapToInt(Integer::intValue).sum();
    assertTrue(outcomes.get("right") > queries / 2, "harmed too much: " + outcomes);
  }
}
