package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sheaf.cluster.log.LogEvent.Leaving;
import io.sheaf.cluster.log.LogEvent.OutputLost;
import io.sheaf.cluster.log.LogEvent.OutputMoved;
import io.sheaf.cluster.log.LogEvent.WorkerLeft;
import io.sheaf.cluster.log.Redone;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.schedule.QueryEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is asked to end leaves when it likes, and nothing is computed again for it. */
@Timeout(120)
class DrainTest {
  @TempDir Path folder;

  private final MemoryPool memory = new MemoryPool(64 << 20);
  private MiniCluster cluster;

  @AfterEach
  void close() {
    cluster.close();
    assertEquals(List.of(), memory.openLeases());
  }

  /** At the end of a stage, when its rows lie with the workers. */
  private void runAndAfter(int stage, Runnable what) {
    Consumer<QueryEvent> listener =
        event -> {
          if (event instanceof QueryEvent.StageEnded ended && ended.stage() == stage) {
            what.run();
          }
        };
    cluster.happened().clear();
    cluster.count(memory, listener);
    Redone redone = cluster.happened().redone();
    assertEquals(redone.tasks(), redone.attempts(), "something was computed again: " + redone);
    assertEquals(List.of(), cluster.happened().all(OutputLost.class));
  }

  private static void end(Process worker) {
    try {
      worker.destroy();
      worker.waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private List<Leaving> left() {
    return cluster.happened().all(WorkerLeft.class).stream().map(WorkerLeft::why).toList();
  }

  @Test
  void itsRowsGoToAnotherWorker() {
    cluster = MiniCluster.start(1, folder);
    cluster.awaitWorkers(1);
    for (int stage = 1; stage < 3; stage++) { // the driver computes the first one
      Process worker = cluster.join();
      runAndAfter(stage, () -> end(worker));
      assertEquals(List.of(Leaving.DRAINED), left());
      assertFalse(cluster.happened().all(OutputMoved.class).isEmpty());
    }
  }

  @Test
  void itFinishesWhatItRuns() throws InterruptedException {
    cluster = MiniCluster.start(1, folder);
    cluster.awaitWorkers(1);
    for (int stage = 0; stage < 3; stage++) {
      Process worker = cluster.join();
      runAndAfter(stage, worker::destroy);
      worker.waitFor();
    }
  }

  @Test
  void theLastOneLeavesItsRowsToTheDriver() {
    cluster = MiniCluster.start(0, folder);
    Process first = cluster.join();
    runAndAfter(
        1,
        () -> {
          end(first);
          cluster.join();
        });
    assertEquals(List.of(Leaving.DRAINED), left());
  }
}
