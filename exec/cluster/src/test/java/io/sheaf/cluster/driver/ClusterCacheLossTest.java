package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.log.LogEvent.Outcome;
import io.sheaf.cluster.log.LogEvent.TaskEnded;
import io.sheaf.engine.Engine;
import io.sheaf.engine.KeptNumbers;
import io.sheaf.engine.Numbers;
import io.sheaf.engine.cache.Kept;
import io.sheaf.engine.schedule.QueryEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is kept with workers, and what becomes of it when these die or leave. */
@Timeout(120)
class ClusterCacheLossTest {
  @TempDir Path workerFolder;

  private final KeptNumbers numbers = new KeptNumbers();
  private MiniCluster cluster;

  @BeforeEach
  void start() {
    cluster = MiniCluster.start(2, workerFolder);
    cluster.awaitWorkers(2);
  }

  @AfterEach
  void stop() {
    cluster.close();
    numbers.checkFreed();
  }

  private Engine engine(Consumer<QueryEvent> listener) {
    return numbers.engine(cluster.backend(), listener);
  }

  /** Attempts since the log was cleared that gave rows of a stage. */
  private List<TaskEnded> done(int stage) {
    return cluster.happened().all(TaskEnded.class).stream()
        .filter(task -> task.attempt().stage() == stage && task.outcome() == Outcome.DONE)
        .toList();
  }

  /** The stage whose rows are kept, of a query that filled the cache: two more come after it. */
  private int keptStage() {
    return cluster.happened().all(TaskEnded.class).stream()
            .mapToInt(task -> task.attempt().stage())
            .max()
            .orElseThrow()
        - 1;
  }

  @Test
  void aWorkerThatDiesTakesOnlyItsPartitionsAlong() {
    try (Engine engine = engine(event -> {});
        Kept _ = numbers.keep(engine, numbers.counts(), "MEMORY_AND_DISK")) {
      int stage = keptStage();
      assertEquals(2, done(stage).size());
      cluster.happened().clear();
      assertEquals(KeptNumbers.hundreds(Numbers.GROUPS), numbers.run(engine, numbers.scan()));
      assertEquals(List.of(), done(stage), "it was computed though it was kept");
      assertEquals(2, cluster.happened().all(TaskEnded.class).size(), "all but two tasks");
      cluster.kill(0);
      cluster.awaitWorkers(3);
      cluster.happened().clear();
      assertEquals(KeptNumbers.hundreds(Numbers.GROUPS), numbers.run(engine, numbers.scan()));
      assertEquals(1, done(stage).size(), "one partition was lost");
      cluster.happened().clear();
      assertEquals(KeptNumbers.hundreds(Numbers.GROUPS), numbers.run(engine, numbers.scan()));
      assertEquals(List.of(), done(stage), "what was computed again is kept again");
    }
  }

  @Test
  void aWorkerMayDieWhileRowsAreRead() {
    boolean[] armed = new boolean[1];
    int[] stage = new int[1];
    Consumer<QueryEvent> killer =
        event -> {
          if (armed[0] && event instanceof QueryEvent.StageEnded e && e.stage() == stage[0]) {
            armed[0] = false;
            cluster.kill(1);
          }
        };
    try (Engine engine = engine(killer);
        Kept _ = numbers.keep(engine, numbers.counts(), "MEMORY")) {
      stage[0] = keptStage();
      for (int round = 0; round < 3; round++) {
        cluster.awaitWorkers(2 + round);
        cluster.happened().clear();
        armed[0] = true;
        assertEquals(KeptNumbers.hundreds(Numbers.GROUPS), numbers.run(engine, numbers.scan()));
        assertTrue(done(stage[0]).size() <= 2, "no more than what was lost");
      }
    }
  }

  @Test
  void aSecondCopySurvivesWithoutBeingComputedAgain() {
    try (Engine engine = engine(event -> {});
        Kept _ = numbers.keep(engine, numbers.counts(), "MEMORY_2")) {
      int stage = keptStage();
      for (int round = 0; round < 3; round++) {
        cluster.kill(round % 2);
        cluster.happened().clear();
        assertEquals(KeptNumbers.hundreds(Numbers.GROUPS), numbers.run(engine, numbers.scan()));
        assertEquals(List.of(), done(stage));
        cluster.awaitWorkers(3 + round);
        assertEquals(KeptNumbers.hundreds(Numbers.GROUPS), numbers.run(engine, numbers.scan()));
      }
    }
  }

  private long cacheFiles() {
    try (Stream<Path> files = Files.walk(workerFolder)) {
      return files.filter(path -> path.endsWith("rows.cache")).count();
    } catch (IOException | java.io.UncheckedIOException e) {
      return -1; // deleted meanwhile
    }
  }

  private void awaitCacheFiles(int count) {
    while (cacheFiles() != count) {
      Thread.onSpinWait();
    }
  }

  @Test
  void workersFreeWhatNobodyNeeds() {
    try (Engine engine = engine(event -> {})) {
      Kept kept = numbers.keep(engine, numbers.counts(), "DISK_2");
      awaitCacheFiles(4);
      kept.close();
      awaitCacheFiles(0);
    }
  }

  @Test
  void aWorkerThatLeavesHandsItsRowsOver() throws InterruptedException {
    Process third = cluster.join();
    try (Engine engine = engine(event -> {});
        Kept _ = numbers.keep(engine, numbers.counts(), "MEMORY")) {
      int stage = keptStage();
      assertEquals(3, done(stage).size());
      third.destroy();
      third.waitFor();
      cluster.happened().clear();
      assertEquals(KeptNumbers.hundreds(Numbers.GROUPS), numbers.run(engine, numbers.scan()));
      assertEquals(List.of(), done(stage));
    }
  }
}
