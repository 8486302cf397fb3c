package io.sheaf.engine.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.operator.ResultQueue;
import io.sheaf.engine.rdd.RddCompiler;
import io.sheaf.engine.schedule.SchedulerEvent.CancelRequested;
import io.sheaf.engine.schedule.SchedulerEvent.DeadlineSet;
import io.sheaf.engine.schedule.SchedulerEvent.StageFinished;
import io.sheaf.engine.schedule.SchedulerEvent.Submitted;
import io.sheaf.engine.shuffle.ShuffleStore;
import io.sheaf.engine.spill.SpillSpace;
import io.sheaf.engine.stage.PlanMetrics;
import io.sheaf.engine.stage.StageGraph;
import io.sheaf.engine.write.StagedWrites;
import io.sheaf.plan.PhysicalPlan.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the queries when the scheduler's own work fails. */
@Timeout(60)
class DagSchedulerTest {
  private static final Schema SCHEMA = Schema.of(new Field("n", Simple.BIGINT, false));
  private static final SheafException STOP = SheafException.user("CANCELLED", "stop");

  @TempDir Path folder;
  private final MemoryPool memory = new MemoryPool(1 << 20);
  private final AtomicInteger ids = new AtomicInteger();

  /** Stages that have been started and that end when the test says so. */
  private static final class ManualBackend implements ExecutionBackend {
    private final BlockingQueue<Runnable> started = new LinkedBlockingQueue<>();
    private final List<Long> ended = new CopyOnWriteArrayList<>();

    @Override
    public int partitions() {
      return 1;
    }

    @Override
    public void drop(QueryExecution query, int stage) {}

    @Override
    public void ended(QueryExecution query) {
      ended.add(query.id());
    }

    @Override
    public void run(QueryExecution query, int stage, Consumer<SchedulerEvent> report) {
      started.add(() -> report.accept(new StageFinished(stage)));
    }

    void finishNext() throws InterruptedException {
      started.take().run();
    }

    @Override
    public void close() {}
  }

  private QueryExecution query() {
    CancelToken cancel = new CancelToken();
    QueryContext context =
        new QueryContext(
            EngineSettings.defaults(), null, memory, new SpillSpace(folder), cancel, () -> 0);
    return new QueryExecution(
        ids.incrementAndGet(),
        context,
        new StagedWrites(),
        StageGraph.cut(RddCompiler.compile(new Values(SCHEMA, List.of()), 1)),
        new ShuffleStore(),
        new PlanMetrics(),
        new ResultQueue(cancel, memory));
  }

  private static SheafException failure(QueryExecution query) {
    return assertThrows(SheafException.class, () -> query.results().take());
  }

  @AfterEach
  void nothingIsHeld() {
    assertEquals(List.of(), memory.openLeases());
  }

  @Test
  void aFailureAtAnEventEndsThatQueryAlone() throws Exception {
    ManualBackend backend = new ManualBackend();
    Consumer<QueryEvent> listener =
        event -> {
          if (event instanceof QueryEvent.Started started && started.query() == 1) {
            throw new AssertionError("the listener failed");
          }
        };
    try (DagScheduler scheduler = new DagScheduler(backend, () -> 0, listener, 9)) {
      QueryExecution unlucky = query();
      QueryExecution other = query();
      scheduler.post(unlucky, new Submitted());
      scheduler.post(other, new Submitted());
      SheafException why = failure(unlucky);
      assertEquals(SheafException.Blame.BUG, why.blame());
      assertTrue(why.getMessage().contains("the listener failed"), why.getMessage());
      assertSame(why, unlucky.context().cancel().reason());
      backend.finishNext();
      assertNull(other.results().take());
    }
  }

  @Test
  void aWakeUpThatFailsStillEndsTheQuery() {
    ManualBackend backend = new ManualBackend();
    Consumer<QueryEvent> listener =
        event -> {
          throw new AssertionError("the listener failed");
        };
    try (DagScheduler scheduler = new DagScheduler(backend, () -> 0, listener, 9)) {
      QueryExecution query = query();
      query
          .context()
          .cancel()
          .onCancel(
              () -> {
                throw new AssertionError("so did the one who waits");
              });
      scheduler.post(query, new Submitted());
      SheafException why = failure(query);
      assertTrue(why.getMessage().contains("the listener failed"), why.getMessage());
      assertEquals(1, why.getSuppressed().length);
    }
  }

  /** What the backend has of a query is freed, and not twice. */
  @Test
  void theBackendLearnsThatAQueryIsOverHoweverItEnds() throws Exception {
    ManualBackend backend = new ManualBackend();
    Consumer<QueryEvent> listener =
        event -> {
          if (event instanceof QueryEvent.StageStarted started && started.query() == 1) {
            throw new AssertionError("the listener failed");
          }
        };
    try (DagScheduler scheduler = new DagScheduler(backend, () -> 0, listener, 9)) {
      QueryExecution unlucky = query();
      scheduler.post(unlucky, new Submitted());
      failure(unlucky);
      assertEquals(List.of(1L), backend.ended);
      QueryExecution other = query();
      scheduler.post(other, new Submitted());
      backend.finishNext();
      assertNull(other.results().take());
      assertEquals(List.of(1L, 2L), backend.ended);
    }
    assertEquals(List.of(1L, 2L), backend.ended);
  }

  /** The fourth look at the clock is the loop's own: how long to wait for the deadline. */
  @Test
  void theEndOfTheLoopEndsAllQueries() {
    AtomicInteger looks = new AtomicInteger();
    DagScheduler scheduler =
        new DagScheduler(
            new ManualBackend(),
            () -> {
              if (looks.incrementAndGet() == 6) {
                throw new AssertionError("the clock stopped");
              }
              return 0;
            },
            event -> {},
            9);
    QueryExecution first = query();
    QueryExecution second = query();
    scheduler.post(first, new Submitted());
    scheduler.post(second, new Submitted());
    scheduler.post(first, new DeadlineSet(1_000_000_000L));
    SheafException why = failure(first);
    assertTrue(why.getMessage().contains("the clock stopped"), why.getMessage());
    assertSame(why, failure(second));
    assertTrue(second.context().cancel().isCancelled());
    QueryExecution late = query();
    scheduler.post(late, new Submitted());
    assertSame(why, failure(late));
    scheduler.post(late, new CancelRequested(STOP));
    scheduler.close();
  }

  @Test
  void whatIsTooManyWaitsForItsTurn() throws Exception {
    ManualBackend backend = new ManualBackend();
    BlockingQueue<Long> ended = new LinkedBlockingQueue<>();
    Consumer<QueryEvent> listener =
        event -> {
          if (event instanceof QueryEvent.Ended end) {
            ended.add(end.query());
          }
        };
    try (DagScheduler scheduler = new DagScheduler(backend, () -> 0, listener, 1)) {
      QueryExecution first = query();
      QueryExecution second = query();
      QueryExecution impatient = query();
      QueryExecution fourth = query();
      for (QueryExecution query : List.of(first, second, impatient, fourth)) {
        scheduler.post(query, new Submitted());
      }
      scheduler.post(impatient, new CancelRequested(STOP));
      assertSame(STOP, failure(impatient));
      assertEquals(impatient.id(), ended.take());
      Runnable firstStage = backend.started.take();
      assertTrue(backend.started.isEmpty(), "one at a time");
      firstStage.run();
      assertNull(first.results().take());
      assertEquals(first.id(), ended.take());
      backend.finishNext();
      assertEquals(second.id(), ended.take());
      backend.finishNext();
      assertEquals(fourth.id(), ended.take());
    }
  }

  @Test
  void whoWaitsIsToldWhenTheEngineCloses() throws Exception {
    ManualBackend backend = new ManualBackend();
    QueryExecution runs = query();
    QueryExecution waits = query();
    DagScheduler scheduler = new DagScheduler(backend, () -> 0, event -> {}, 1);
    scheduler.post(runs, new Submitted());
    scheduler.post(waits, new Submitted());
    Runnable stage = backend.started.take();
    Thread closing = Thread.ofPlatform().start(scheduler::close);
    assertEquals("ENGINE_CLOSED", failure(waits).code());
    stage.run();
    closing.join();
    assertTrue(backend.started.isEmpty());
  }
}
