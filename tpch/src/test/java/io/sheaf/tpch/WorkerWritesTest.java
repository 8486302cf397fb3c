package io.sheaf.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.log.EventFiles;
import io.sheaf.cluster.log.LogEvent.WorkerLeft;
import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.Result;
import io.sheaf.dataframe.Session;
import io.sheaf.dataframe.StatementCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Worker JVMs write a directory while they are killed or put to sleep: each row is in it once, or
 * the directory is as it was, and nothing is left beside it.
 */
@Timeout(3600)
class WorkerWritesTest {
  private static final long SEED = Long.getLong("sheaf.seed", System.nanoTime());
  private static final boolean SOAK = Boolean.getBoolean("sheaf.soak");

  @TempDir static Path folder;

  private static String data;
  private static List<Object> expected;

  private final Random random = new Random(SEED);
  private final Path target = folder.resolve("out/table");

  @BeforeAll
  static void generate() {
    data = folder.resolve("sf0.01").toString();
    TpchData.generate("0.01", data);
    System.out.println("WorkerWritesTest seed " + SEED);
    try (Session session = Session.local(2)) {
      expected = sums(session, data + "/lineitem/*.parquet");
    }
  }

  private static Session workers(String log) {
    return Session.builder()
        .set("workers", "2")
        .set("event.log", folder.resolve(log).toString())
        .build();
  }

  private static List<Object> sums(Session session, String table) {
    try (Result result =
        session.sql(
            "SELECT count(*), count(DISTINCT l_orderkey * 10 + l_linenumber), sum(l_partkey),"
                + " sum(l_suppkey * l_linenumber), max(l_comment) FROM '"
                + table
                + "'")) {
      List<Object> values = new ArrayList<>();
      result.rows().forEach(row -> row.values().forEach(values::add));
      return values;
    }
  }

  private String copy(String format) {
    return "COPY (SELECT * FROM '"
        + data
        + "/lineitem/*.parquet') TO '"
        + target
        + "' (FORMAT "
        + format
        + ", OVERWRITE)";
  }

  private static void run(Session session, String sql) {
    session.sql(sql).close();
  }

  private List<String> beside() throws IOException {
    try (Stream<Path> files = Files.list(target.getParent())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** A worker is harmed at a random moment of a write. */
  private void harm(Session session, String format, long tookMillis, Harm harm) throws IOException {
    int delayMillis = random.nextInt((int) Math.max(2, tookMillis));
    Executor later = CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS);
    int victim = random.nextInt(2);
    CompletableFuture<Void> done =
        CompletableFuture.runAsync(
            () -> harm.to(WorkerKillsTest.choose(victim).orElseThrow()), later);
    run(session, copy(format));
    done.join();
    String what = "seed " + SEED + ", " + format + " after " + delayMillis + " ms";
    assertEquals(expected, sums(session, target + "/*." + format), what);
    assertEquals(List.of("table"), beside(), what);
  }

  private interface Harm {
    void to(ProcessHandle worker);
  }

  @Test
  void everyRowIsWrittenOnceThoughWorkersAreKilled() throws IOException {
    try (Session session = workers("kills")) {
      for (int time = 0; time < (SOAK ? 40 : 2); time++) {
        String format = time % 2 == 0 ? "parquet" : "csv";
        long start = System.nanoTime();
        run(session, copy(format));
        long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        harm(session, format, tookMillis, ProcessHandle::destroyForcibly);
      }
    }
    assertFalse(left("kills").isEmpty());
  }

  @Test
  void aWorkerThatWakesUpLateWritesNothing() throws IOException {
    try (Session session = workers("sleeps")) {
      run(session, copy("parquet"));
      harm(
          session,
          "parquet",
          100,
          worker -> {
            WorkerKillsTest.signal("STOP", worker);
            CompletableFuture.delayedExecutor(11_500, TimeUnit.MILLISECONDS)
                .execute(() -> WorkerKillsTest.signal("CONT", worker));
          });
    }
    assertTrue(left("sleeps").size() <= 1);
  }

  private static List<WorkerLeft> left(String log) {
    return EventFiles.read(folder.resolve(log)).stream()
        .filter(WorkerLeft.class::isInstance)
        .map(WorkerLeft.class::cast)
        .toList();
  }

  @Test
  void whatIsCancelledOrFailsLeavesWhatWasThere() throws Exception {
    try (Session session = workers("cancels")) {
      run(session, copy("parquet"));
      for (int time = 0; time < 4; time++) {
        StatementCall call = session.call(copy("parquet"));
        Executor later =
            CompletableFuture.delayedExecutor(20 + random.nextInt(100), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> done = CompletableFuture.runAsync(call::cancel, later);
        try {
          call.run(null).close();
        } catch (SheafException e) {
          assertEquals("CANCELLED", e.code());
        }
        done.join();
        assertEquals(expected, sums(session, target + "/*.parquet"));
        assertEquals(List.of("table"), beside());
      }
      String wrong = copy("parquet").replace("SELECT *", "SELECT 1 / (l_orderkey - 20000) AS q");
      assertEquals(
          "DIVISION_BY_ZERO", assertThrows(SheafException.class, () -> run(session, wrong)).code());
      assertEquals(expected, sums(session, target + "/*.parquet"));
      assertEquals(List.of("table"), beside());
    }
  }
}
