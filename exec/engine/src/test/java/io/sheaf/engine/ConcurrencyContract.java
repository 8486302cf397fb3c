package io.sheaf.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.schedule.ExecutionBackend;
import io.sheaf.engine.schedule.QueryEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every backend passes: many queries of several clients at once, more than may run, some of
 * them cancelled at any moment. The others are right, and nothing stays behind.
 */
public abstract class ConcurrencyContract {
  private static final int CLIENTS = 8;
  private static final int MOST_RUNNING = 5;
  private static final SheafException STOP = SheafException.user("CANCELLED", "enough");

  @TempDir Path spill;

  private final MemoryPool memory = new MemoryPool(256 << 20);
  private final Tables tables = new Tables().add(Numbers.table());
  private final Map<Integer, CancelToken> atStage = new ConcurrentHashMap<>();

  /** The backend of an engine, which closes it. */
  protected abstract ExecutionBackend backend();

  /** How many queries all clients start together. */
  protected abstract int queries();

  @Test
  @Timeout(300)
  protected void cancelledQueriesDisturbNoOthers() throws InterruptedException {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println(getClass().getSimpleName() + " seed " + seed);
    Random random = new Random(seed);
    try (Engine engine =
            new Engine(memory, System::nanoTime, this::happened, backend(), MOST_RUNNING);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < queries(); i++) {
        long choice = random.nextLong();
        all.add(clients.submit(() -> query(engine, new Random(choice))));
      }
      for (Future<?> one : all) {
        try {
          one.get();
        } catch (ExecutionException e) {
          throw new AssertionError("seed " + seed, e.getCause());
        }
      }
      run(engine, new CancelToken()); // all slots are free again
    }
    assertEquals(List.of(), memory.openLeases());
  }

  private void query(Engine engine, Random random) {
    CancelToken cancel = new CancelToken();
    boolean doomed = random.nextInt(3) == 0;
    int stage = random.nextInt(4);
    if (doomed && stage < 3) {
      atStage.put(stage, cancel);
    }
    try {
      if (doomed && stage == 3) {
        leave(engine, cancel);
      } else {
        run(engine, cancel);
      }
    } catch (SheafException e) {
      assertEquals("CANCELLED", e.code(), e.getMessage());
      assertEquals(true, doomed, "nobody cancelled this query");
    } finally {
      atStage.remove(stage, cancel);
    }
  }

  private EngineSettings settings() {
    return new EngineSettings(2, 512, 0, spill, false, 0);
  }

  private void run(Engine engine, CancelToken cancel) {
    try (QueryRun query = engine.start(Numbers.counts(tables), settings(), tables, cancel)) {
      Numbers.check(query);
    }
  }

  /** Reads a little and goes away. */
  private void leave(Engine engine, CancelToken cancel) {
    try (QueryRun query = engine.start(Numbers.counts(tables), settings(), tables, cancel)) {
      query.next();
    }
  }

  /** Cancels whoever waits for a stage of this number to start or end, in whatever query. */
  private void happened(QueryEvent event) {
    CancelToken doomed =
        switch (event) {
          case QueryEvent.StageStarted e -> atStage.remove(e.stage());
          case QueryEvent.StageEnded e -> e.stage() % 2 == 0 ? null : atStage.remove(e.stage());
          case QueryEvent.Started e -> null;
          case QueryEvent.Ended e -> null;
        };
    if (doomed != null) {
      doomed.cancel(STOP);
    }
  }
}
