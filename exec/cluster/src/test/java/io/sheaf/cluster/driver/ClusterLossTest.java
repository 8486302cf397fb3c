package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.Engine;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.Numbers;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.Tables;
import io.sheaf.engine.schedule.QueryEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers die and fall asleep while a query runs; the answer stays the same. */
@Timeout(120)
class ClusterLossTest {
  @TempDir Path folder;

  private final MemoryPool memory = new MemoryPool(64 << 20);
  private final Tables tables = new Tables().add(Numbers.table());
  private MiniCluster cluster;

  @AfterEach
  void close() {
    cluster.close();
    assertEquals(List.of(), memory.openLeases());
  }

  private void run(Consumer<QueryEvent> listener) {
    EngineSettings settings = new EngineSettings(2, 512, 0, folder, false, 0);
    try (Engine engine = new Engine(memory, System::nanoTime, listener, cluster.backend());
        QueryRun query =
            engine.start(Numbers.counts(tables), settings, tables, new CancelToken())) {
      Numbers.check(query);
    }
  }

  /** Does something once, at the end of a stage, when its rows lie with the workers. */
  private Consumer<QueryEvent> afterStage(int stage, Runnable what) {
    return event -> {
      if (event instanceof QueryEvent.StageEnded ended && ended.stage() == stage) {
        what.run();
      }
    };
  }

  @Test
  void deadWorkersAreReplacedAndTheirRowsComputedAgain() {
    cluster = MiniCluster.start(2, folder);
    run(event -> {});
    for (int stage = 0; stage < 3; stage++) {
      run(afterStage(stage, () -> cluster.kill(1)));
    }
  }

  @Test
  void allWorkersMayDie() {
    cluster = MiniCluster.start(2, folder);
    run(
        afterStage(
            2,
            () -> {
              cluster.kill(1);
              cluster.kill(0);
            }));
    run(event -> {});
  }

  @Test
  void damagedFilesAreWrittenAgain() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("ClusterLossTest seed " + seed);
    Random random = new Random(seed);
    cluster = MiniCluster.start(2, folder);
    AtomicInteger damaged = new AtomicInteger();
    for (int round = 0; round < 12; round++) {
      run(afterStage(round % 3, () -> damaged.addAndGet(cluster.damage(random))));
    }
    assertTrue(damaged.get() > 12, "nothing was damaged, seed " + seed);
  }

  @Test
  void aWorkerThatSleepsIsGivenUpAndNotListenedToWhenItWakes() {
    cluster = MiniCluster.start(2, folder, new ClusterLoop.Limits(1500, 60_000));
    run(event -> {});
    long sleeper = cluster.pids().getFirst();
    run(afterStage(1, () -> cluster.pause(sleeper)));
    cluster.resume(sleeper);
    run(event -> {});
  }
}
