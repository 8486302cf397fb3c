package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.log.LogEvent.Leaving;
import io.sheaf.cluster.log.LogEvent.WorkerLeft;
import io.sheaf.cluster.log.Redone;
import io.sheaf.columnar.memory.MemoryPool;
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
  private MiniCluster cluster;

  @AfterEach
  void close() {
    cluster.close();
    assertEquals(List.of(), memory.openLeases());
  }

  private void run(Consumer<QueryEvent> listener) {
    cluster.count(memory, listener);
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
    int planned = cluster.happened().redone().tasks();
    assertEquals(new Redone(planned, planned, 0, 0, List.of()), cluster.happened().redone());
    for (int stage = 0; stage < 3; stage++) {
      cluster.happened().clear();
      run(afterStage(stage, () -> cluster.kill(1)));
      Redone redone = cluster.happened().redone();
      assertEquals(planned, redone.tasks());
      assertEquals(List.of(), redone.unexplained());
      assertTrue(redone.attempts() <= planned + redone.lost(), redone.toString());
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
    int rounds = Boolean.getBoolean("sheaf.soak") ? 100 : 12;
    for (int round = 0; round < rounds; round++) {
      run(afterStage(round % 3, () -> damaged.addAndGet(cluster.damage(random))));
    }
    assertTrue(damaged.get() > rounds, "nothing was damaged, seed " + seed);
  }

  @Test
  void aWorkerThatSleepsIsReplaced() {
    cluster = MiniCluster.start(2, folder, MiniCluster.limits(1500));
    run(event -> {});
    long sleeper = cluster.pids().getFirst();
    cluster.happened().clear();
    run(afterStage(1, () -> cluster.pause(sleeper)));
    assertEquals(
        List.of(Leaving.SILENT),
        cluster.happened().all(WorkerLeft.class).stream().map(WorkerLeft::why).toList());
    assertEquals(List.of(), cluster.happened().redone().unexplained());
    cluster.awaitWorkers(3); // two, and one that took a place while the sleeper slept
    assertFalse(cluster.pids().contains(sleeper));
    cluster.resume(sleeper);
    run(event -> {});
  }

  @Test
  void aWorkerThatNobodyStartsAgainEndsWhenItWakes() throws InterruptedException {
    cluster = MiniCluster.start(1, folder, MiniCluster.limits(1500));
    cluster.awaitWorkers(1);
    Process other = cluster.join();
    run(afterStage(1, () -> cluster.pause(other.pid())));
    assertEquals(1, cluster.happened().all(WorkerLeft.class).size());
    assertEquals(List.of(), cluster.happened().redone().unexplained());
    assertTrue(other.isAlive());
    cluster.resume(other.pid());
    assertEquals(0, other.waitFor());
    run(event -> {});
  }
}
