package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.log.LogEvent.Ending;
import io.sheaf.cluster.log.LogEvent.Outcome;
import io.sheaf.cluster.log.LogEvent.QueryEnded;
import io.sheaf.cluster.log.LogEvent.TaskEnded;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.Engine;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.Numbers;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.Tables;
import io.sheaf.engine.schedule.QueryEvent;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Expr;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.NestedLoopJoin;
import io.sheaf.plan.PhysicalPlan.Project;
import io.sheaf.plan.ScalarFunction;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What users see of queries that end before their time, on workers as elsewhere. */
@Timeout(120)
class ClusterFailureTest {
  @TempDir Path folder;

  private final MemoryPool memory = new MemoryPool(64 << 20);
  private final Tables tables = new Tables().add(Numbers.table());
  private MiniCluster cluster;

  @AfterEach
  void close() {
    cluster.close();
    assertEquals(List.of(), memory.openLeases());
  }

  private QueryRun start(Engine engine, PhysicalPlan plan) {
    EngineSettings settings = new EngineSettings(2, 512, 0, folder, false, 0);
    return engine.start(plan, settings, tables, new CancelToken());
  }

  private static PhysicalPlan count(PhysicalPlan input) {
    return new Aggregate(
        input,
        AggregateStep.SINGLE,
        List.of(),
        List.of(
            new AggregateCall(AggregateFunction.COUNT_ALL, List.of(), false, -1, Simple.BIGINT)),
        Schema.of(new Field("c", Simple.BIGINT, false)),
        Estimate.UNKNOWN);
  }

  /** Counts ten thousand million pairs. */
  private PhysicalPlan endless() {
    PhysicalPlan t = tables.scan("t");
    return count(
        new NestedLoopJoin(
            JoinKind.INNER,
            t,
            t,
            null,
            PhysicalPlan.joinSchema(JoinKind.INNER, t.schema(), t.schema()),
            Estimate.UNKNOWN));
  }

  private static void hasNothingLeft(QueryRun query) {
    assertEquals(1, query.next().rows());
    assertNull(query.next());
  }

  @Test
  void cancellingFreesTheWorkers() throws InterruptedException {
    cluster = MiniCluster.start(2, folder);
    CountDownLatch running = new CountDownLatch(1);
    Consumer<QueryEvent> listener =
        event -> {
          if (event instanceof QueryEvent.StageStarted started && started.stage() == 2) {
            running.countDown();
          }
        };
    try (Engine engine = new Engine(memory, System::nanoTime, listener, cluster.backend())) {
      try (QueryRun query = start(engine, endless())) {
        running.await();
        query.cancel(SheafException.user("CANCELLED", "enough"));
        SheafException why = assertThrows(SheafException.class, query::next);
        assertEquals("enough", why.getMessage());
      }
      try (QueryRun query = start(engine, count(tables.scan("t")))) {
        hasNothingLeft(query);
      }
    }
    assertEquals(Ending.CANCELLED, cluster.happened().all(QueryEnded.class).getFirst().ending());
  }

  @Test
  void whatFailsInTheDriverIsLoggedAsAFailure() {
    cluster = MiniCluster.start(1, folder);
    Expr n = new Expr.InputRef(0, Simple.BIGINT);
    Expr quotient = new Expr.Call(ScalarFunction.DIVIDE, List.of(n, n), Simple.BIGINT);
    Schema schema = Schema.of(new Field("q", Simple.BIGINT, true));
    PhysicalPlan failing = new Project(tables.scan("t"), List.of(quotient), schema);
    PhysicalPlan plan = count(new Exchange(failing, new Partitioning.RoundRobin(2)));
    try (Engine engine = new Engine(memory, System::nanoTime, event -> {}, cluster.backend())) {
      try (QueryRun query = start(engine, plan)) {
        assertThrows(SheafException.class, query::next);
      }
      try (QueryRun query = start(engine, count(tables.scan("t")))) {
        hasNothingLeft(query);
      }
    }
    assertTrue(
        cluster.happened().all(TaskEnded.class).stream()
            .filter(task -> task.outcome() == Outcome.FAILED)
            .anyMatch(task -> task.cause().startsWith("DIVISION_BY_ZERO")));
    QueryEnded ended = cluster.happened().all(QueryEnded.class).getFirst();
    assertEquals(Ending.FAILED, ended.ending());
    assertEquals("DIVISION_BY_ZERO", ended.code());
  }

  @Test
  void aMistakeOfTheUserIsToldAsItIs() {
    cluster = MiniCluster.start(2, folder);
    Expr n = new Expr.InputRef(0, Simple.BIGINT);
    Expr quotient = new Expr.Call(ScalarFunction.DIVIDE, List.of(n, n), Simple.BIGINT);
    PhysicalPlan spread = new Exchange(tables.scan("t"), new Partitioning.RoundRobin(2));
    PhysicalPlan plan =
        new Project(spread, List.of(quotient), Schema.of(new Field("q", Simple.BIGINT, true)));
    try (Engine engine = new Engine(memory, System::nanoTime, event -> {}, cluster.backend())) {
      try (QueryRun query = start(engine, plan)) {
        SheafException why = assertThrows(SheafException.class, query::next);
        assertEquals(SheafException.Blame.USER, why.blame(), why.getMessage());
        assertEquals("DIVISION_BY_ZERO", why.code());
      }
      try (QueryRun query = start(engine, count(tables.scan("t")))) {
        hasNothingLeft(query);
      }
    }
  }

  @Test
  void closingTheEngineEndsWhatRuns() {
    cluster = MiniCluster.start(2, folder);
    Engine engine = new Engine(memory, System::nanoTime, event -> {}, cluster.backend());
    QueryRun query = start(engine, endless());
    engine.close();
    assertThrows(SheafException.class, query::next);
    query.close();
  }
}
