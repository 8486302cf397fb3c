package io.sheaf.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.SheafException.Blame;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.pipeline.Failures;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Keys;
import io.sheaf.plan.PhysicalPlan.Limit;
import io.sheaf.plan.PhysicalPlan.Shared;
import io.sheaf.plan.PhysicalPlan.Sort;
import io.sheaf.plan.PhysicalPlan.Union;
import io.sheaf.plan.SortKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Queries that fail, are cancelled or run out of time, at any place: one error, and nothing left
 * behind.
 */
@Timeout(60)
class EngineFailureTest {
  private static final Schema SCHEMA = Schema.of(new Field("n", Simple.BIGINT, false));
  private static final int ROWS = 100;

  @TempDir Path spill;
  private final MemoryPool memory = new MemoryPool(4 << 20);
  private final Engine engine = new Engine(memory, System::nanoTime);
  private final Tables tables = new Tables();
  private final List<ScriptedTable> scripted = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() throws IOException {
    engine.close();
    check();
  }

  private void check() throws IOException {
    assertEquals(List.of(), memory.openLeases());
    assertEquals(0, memory.usedBytes());
    scripted.forEach(t -> assertEquals(0, t.openStreams.get(), "open streams"));
    try (Stream<Path> files = Files.list(spill)) {
      assertEquals(List.of(), files.toList());
    }
  }

  private static Batch batch(int number) {
    long[] values = LongStream.range(0, ROWS).map(i -> i + (long) number * ROWS).toArray();
    return Batch.frozen(SCHEMA, List.of(new LongColumn(Simple.BIGINT, values)), ROWS);
  }

  private PhysicalPlan table(String name, IntFunction<Batch> script) {
    ScriptedTable table = new ScriptedTable(name, SCHEMA, 3, script);
    scripted.add(table);
    tables.add(table);
    return tables.scan(name);
  }

  private QueryRun start(PhysicalPlan plan, int force, CancelToken cancel) {
    return engine.start(plan, new EngineSettings(3, 512, 0, spill, false, force), tables, cancel);
  }

  private static long drain(QueryRun run) {
    long rows = 0;
    Batch batch;
    while ((batch = run.next()) != null) {
      rows += batch.rows();
    }
    return rows;
  }

  private static PhysicalPlan join(JoinKind kind, PhysicalPlan left, PhysicalPlan right) {
    return new HashJoin(
        kind,
        left,
        right,
        new Keys(List.of(0), List.of(0), List.of(false)),
        null,
        false,
        PhysicalPlan.joinSchema(kind, left.schema(), right.schema()),
        Estimate.UNKNOWN);
  }

  private static PhysicalPlan sort(PhysicalPlan input) {
    return new Sort(input, List.of(new SortKey(0, true, false)));
  }

  @Test
  void aFailureAnywhereIsTheOneThatTheClientSees() throws IOException {
    Random random = new Random(Long.getLong("sheaf.seed", 7));
    for (int round = 0; round < 120; round++) {
      SheafException planned = SheafException.external("DISK", "round " + round, null);
      int at = random.nextInt(60);
      IntFunction<Batch> good = n -> n < 50 ? batch(n) : null;
      IntFunction<Batch> bad =
          n -> {
            if (n == at) {
              throw planned;
            }
            return n < 60 ? batch(n) : null;
          };
      boolean left = random.nextBoolean();
      PhysicalPlan a = table("a" + round, left ? bad : good);
      PhysicalPlan b = table("b" + round, left ? good : bad);
      PhysicalPlan plan =
          switch (round % 5) {
            case 0 -> join(JoinKind.INNER, a, b);
            case 1 -> join(JoinKind.FULL, a, b);
            case 2 -> sort(new Union(List.of(a, b), SCHEMA));
            case 3 -> {
              PhysicalPlan shared = new Shared(1, new Union(List.of(a, b), SCHEMA));
              yield join(JoinKind.SEMI, shared, shared);
            }
            default -> new Union(List.of(sort(a), join(JoinKind.RIGHT_ANTI, a, b), b), SCHEMA);
          };
      int force = random.nextBoolean() ? 4 : 0;
      try (QueryRun run = start(plan, force, new CancelToken())) {
        SheafException failure = assertThrows(SheafException.class, () -> drain(run));
        assertSame(planned, failure);
      }
      check();
    }
  }

  @Test
  void aBugNamesItsPlaceAndKeepsItsCause() {
    IllegalStateException cause = new IllegalStateException("oops");
    PhysicalPlan scan =
        table(
            "t",
            n -> {
              throw cause;
            });
    try (QueryRun run = start(sort(scan), 0, new CancelToken())) {
      SheafException failure = assertThrows(SheafException.class, run::next);
      assertEquals(Blame.BUG, failure.blame());
      assertSame(cause, failure.getCause());
      assertTrue(failure.getMessage().contains("Scan > Sort"), failure.getMessage());
    }
  }

  @Test
  void endlessQueriesStopWhenCancelled() throws IOException {
    for (int force : new int[] {0, 4}) {
      for (int kind = 0; kind < 4; kind++) {
        PhysicalPlan endless = table("endless" + force + kind, n -> batch(n % 1000));
        PhysicalPlan plan =
            switch (kind) {
              case 0 -> endless;
              case 1 -> sort(endless);
              case 2 ->
                  join(JoinKind.RIGHT, endless, table("r" + force, n -> n < 9 ? batch(n) : null));
              default ->
                  join(JoinKind.INNER, table("l" + force, n -> n < 9 ? batch(n) : null), endless);
            };
        CancelToken token = new CancelToken();
        SheafException reason = Failures.cancelled();
        try (QueryRun run = start(plan, force, token)) {
          if (kind == 0 && force == 0) {
            run.next();
            token.cancel(reason);
          } else {
            run.cancel(reason);
          }
          assertSame(reason, assertThrows(SheafException.class, () -> drain(run)));
        }
        check();
      }
    }
  }

  @Test
  void timeLimitsStopQueries() {
    PhysicalPlan endless = table("endless", n -> batch(n % 1000));
    try (QueryRun run = start(endless, 0, new CancelToken())) {
      run.timeout(Duration.ofMillis(5));
      SheafException failure = assertThrows(SheafException.class, () -> drain(run));
      assertEquals("TIMEOUT", failure.code());
      assertEquals(Blame.RESOURCE, failure.blame());
    }
  }

  @Test
  void aLimitEndsAnEndlessScan() {
    PhysicalPlan endless = table("endless", n -> batch(n % 1000));
    try (QueryRun run = start(new Limit(endless, 10, 1234), 0, new CancelToken())) {
      assertEquals(1234, drain(run));
    }
    try (QueryRun run = start(new Limit(endless, 10, 1234), 5, new CancelToken())) {
      assertEquals(1234, drain(run));
    }
  }

  @Test
  void aClosedEngineEndsItsQueries() {
    PhysicalPlan endless = table("endless", n -> batch(n % 1000));
    QueryRun run = start(endless, 0, new CancelToken());
    Thread closer = Thread.ofPlatform().start(engine::close);
    SheafException failure = assertThrows(SheafException.class, () -> drain(run));
    assertEquals("ENGINE_CLOSED", failure.code());
    run.close();
    assertTrue(join(closer));
  }

  @Test
  void aClosedEngineRefusesQueries() {
    PhysicalPlan scan = table("t", n -> null);
    engine.close();
    try (QueryRun run = start(scan, 0, new CancelToken())) {
      assertEquals("ENGINE_CLOSED", assertThrows(SheafException.class, run::next).code());
    }
  }

  private static boolean join(Thread thread) {
    try {
      return thread.join(Duration.ofSeconds(30));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void closingBeforeTheEndLeavesNothing() throws IOException {
    for (int round = 0; round < 50; round++) {
      PhysicalPlan scan = table("t" + round, n -> n < 200 ? batch(n) : null);
      PhysicalPlan plan = round % 2 == 0 ? scan : join(JoinKind.FULL, scan, sort(scan));
      try (QueryRun run = start(plan, round % 3 == 0 ? 3 : 0, new CancelToken())) {
        for (int i = 0; i < round % 7; i++) {
          run.next();
        }
      }
      check();
    }
  }
}
