package io.sheaf.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.log.EventFiles;
import io.sheaf.cluster.log.LogEvent;
import io.sheaf.cluster.log.LogEvent.TaskEnded;
import io.sheaf.cluster.log.LogEvent.WorkerJoined;
import io.sheaf.cluster.log.LogEvent.WorkerLeft;
import io.sheaf.cluster.log.Redone;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker JVM is killed, or sleeps for too long, at a random moment of a query: every answer is
 * right all the same, and the event log proves that only lost work was done again.
 */
@Timeout(3600)
class WorkerKillsTest {
  private static final long SEED = Long.getLong("sheaf.seed", System.nanoTime());
  private static final boolean SOAK = Boolean.getBoolean("sheaf.soak");
  private static final int QUERIES = 22;
  private static final int WORKERS = 2;

  /** Longer than a worker may say nothing. */
  private static final int SLEEP_MILLIS = 11_500;

  @TempDir static Path folder;

  private static DataSet tables;

  private final Random random = new Random(SEED);

  @BeforeAll
  static void generate() {
    String data = folder.resolve("sf0.01").toString();
    TpchData.generate("0.01", data);
    tables = new DataSet(new BigDecimal("0.01"), Optional.of(data));
    System.out.println("WorkerKillsTest seed " + SEED);
  }

  /** Something is done to a worker. */
  private interface Harm {
    void to(ProcessHandle worker);
  }

  @Test
  void killedWorkers() {
    harm("kills", SOAK ? 100 : 8, ProcessHandle::destroyForcibly);
  }

  @Test
  void sleepingWorkers() {
    harm(
        "sleeps",
        SOAK ? QUERIES : 1,
        worker -> {
          signal("STOP", worker);
          CompletableFuture.delayedExecutor(SLEEP_MILLIS, TimeUnit.MILLISECONDS)
              .execute(() -> signal("CONT", worker));
        });
  }

  private void harm(String name, int times, Harm harm) {
    Path log = folder.resolve(name);
    try (TpchSession session =
        TpchSession.open(tables, Map.of("workers", "" + WORKERS, "event.log", log.toString()))) {
      for (int time = 0; time < times; time++) {
        int query = 1 + (times >= QUERIES ? time % QUERIES : random.nextInt(QUERIES));
        long tookMillis = (long) (1000 * session.run(query).seconds());
        awaitWorkers(session, log);
        int delayMillis = random.nextInt((int) Math.max(1, tookMillis));
        int victim = random.nextInt(WORKERS);
        String what = "seed " + SEED + ", query " + query + ", after " + delayMillis + " ms";
        Executor later = CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS);
        CompletableFuture<Void> done =
            CompletableFuture.runAsync(() -> choose(victim).ifPresent(harm::to), later);
        assertEquals(Optional.empty(), session.run(query).wrong(), what);
        done.join();
      }
    }
    check(name, times, EventFiles.read(log));
  }

  /** Until those that died have been replaced. */
  private static void awaitWorkers(TpchSession session, Path log) {
    int present = 0;
    while (present < WORKERS) {
      session.run(6);
      present = 0;
      for (LogEvent event : EventFiles.read(log)) {
        present += event instanceof WorkerJoined ? 1 : event instanceof WorkerLeft ? -1 : 0;
      }
    }
  }

  private static void check(String name, int times, List<LogEvent> events) {
    Set<Long> queries = new TreeSet<>();
    for (LogEvent event : events) {
      if (event instanceof TaskEnded task) {
        queries.add(task.attempt().query());
      }
    }
    int tasks = 0;
    int attempts = 0;
    int lost = 0;
    for (long query : queries) {
      Redone redone = Redone.of(query, events);
      assertEquals(List.of(), redone.unexplained(), "query " + query + ", seed " + SEED);
      assertTrue(redone.attempts() <= redone.tasks() + redone.lost(), redone.toString());
      tasks += redone.tasks();
      attempts += redone.attempts();
      lost += redone.lost();
    }
    long left = events.stream().filter(WorkerLeft.class::isInstance).count();
    assertTrue(left >= times / 2, "hardly anybody was harmed: " + left + " of " + times);
    System.out.printf(
        "%d %s, %d workers left: %d tasks, %d attempts and outputs lost, %d attempts%n",
        times, name, left, tasks, lost, attempts);
  }

  static Optional<ProcessHandle> choose(int victim) {
    List<ProcessHandle> workers =
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().command().orElse("").endsWith("java"))
            .toList();
    return workers.isEmpty() ? Optional.empty() : Optional.of(workers.get(victim % workers.size()));
  }

  static void signal(String name, ProcessHandle worker) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(worker.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
