package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows that a session keeps because somebody asked for it. */
class CacheTableTest {
  @TempDir Path folder;

  private static Object one(Session session, String sql) {
    try (Result result = session.sql(sql)) {
      return result.rows().getFirst().get(0);
    }
  }

  private static void run(Session session, String sql) {
    session.sql(sql).close();
  }

  private static String plan(Session session, String sql) {
    try (Result result = session.sql("EXPLAIN " + sql)) {
      return result.rows().stream()
          .map(row -> (String) row.get(0))
          .collect(Collectors.joining("\n"));
    }
  }

  private void write(Session session, long rows) {
    String values =
        LongStream.range(0, 10).mapToObj(n -> "(" + n + ")").collect(Collectors.joining(", "));
    run(
        session,
        "COPY (SELECT a.n * "
            + rows
            + " + b.n AS n FROM (VALUES "
            + values
            + ") AS a(n), (VALUES "
            + values
            + ") AS b(n) WHERE a.n * 10 + b.n < "
            + rows
            + ") TO '"
            + folder
            + "/t.parquet'");
  }

  private static boolean isCached(Session session) {
    return plan(session, "SELECT sum(n) FROM v").contains("Cached v");
  }

  @Test
  void whatIsKeptIsReadUntilFilesChange() {
    try (Session session = Session.local(2)) {
      write(session, 30);
      run(session, "CREATE VIEW v AS SELECT n FROM '" + folder + "/t.parquet'");
      assertFalse(isCached(session));
      assertEquals(30L, one(session, "SELECT count(*) FROM v"));
      run(session, "CACHE TABLE v");
      assertTrue(isCached(session));
      assertEquals(30L, one(session, "SELECT count(*) FROM v"));
      write(session, 40);
      assertFalse(isCached(session)); // an explanation makes nothing
      assertEquals(40L, one(session, "SELECT count(*) FROM v"));
      assertTrue(isCached(session));
      run(session, "UNCACHE TABLE v");
      assertFalse(isCached(session));
      assertEquals(40L, one(session, "SELECT count(*) FROM v"));
    }
  }

  @Test
  void theSameTextSeesWhatChangedSinceItFilledTheCache() {
    try (Session session = Session.local(2)) {
      run(session, "CREATE TABLE t (n INT)");
      run(session, "CREATE VIEW v AS SELECT count(*) AS c FROM t");
      run(session, "CACHE LAZY TABLE v");
      String text = "SELECT c FROM v";
      assertEquals(0L, one(session, text));
      run(session, "INSERT INTO t VALUES (1)");
      assertEquals(1L, one(session, text));
      run(session, "SET memory = '64MB'");
      assertEquals(1L, one(session, text));
      run(session, "INSERT INTO t VALUES (2)");
      assertEquals(2L, one(session, text));
    }
  }

  @Test
  void theSameTextSeesWhatChangedBelowACacheInACache() {
    try (Session session = Session.local(2)) {
      write(session, 30);
      run(session, "CREATE VIEW w AS SELECT n FROM '" + folder + "/t.parquet'");
      run(session, "CREATE VIEW v AS SELECT count(*) AS c FROM w");
      run(session, "CACHE LAZY TABLE w");
      run(session, "CACHE LAZY TABLE v");
      String text = "SELECT c FROM v";
      assertEquals(30L, one(session, text));
      write(session, 40);
      assertEquals(40L, one(session, text));
      assertEquals(40L, one(session, text));
    }
  }

  @Test
  void theSameTextSeesWhatChangedInEachOfSeveralTables() {
    try (Session session = Session.local(2)) {
      for (String table : List.of("a", "b", "c")) {
        run(session, "CREATE TABLE " + table + " (n INT)");
      }
      run(
          session,
          "CREATE VIEW v AS SELECT sum(n) AS s FROM (SELECT 0 AS n UNION ALL SELECT n FROM a"
              + " UNION ALL SELECT n FROM b UNION ALL SELECT n FROM c)");
      run(session, "CACHE LAZY TABLE v");
      long expected = 0;
      for (String table : List.of("a", "b", "c", "b", "a", "c", "c", "a", "b")) {
        assertEquals(expected, one(session, "SELECT s FROM v"), table);
        run(session, "INSERT INTO " + table + " VALUES (1)");
        expected++;
      }
    }
  }

  @Test
  void whatIsKeptIsThatOfTheZone() {
    try (Session session = Session.local(2)) {
      run(session, "CREATE TABLE t (at TIMESTAMP)");
      run(session, "INSERT INTO t VALUES (TIMESTAMP '2024-01-01 12:00:00')");
      run(
          session,
          "CREATE VIEW v AS SELECT CAST(CAST(at AS TIMESTAMP WITH TIME ZONE) AS VARCHAR) AS n"
              + " FROM t");
      String text = "SELECT n FROM v";
      List<String> zones = List.of("UTC", "Asia/Tokyo", "UTC", "America/New_York");
      List<Object> expected = new ArrayList<>();
      for (String zone : zones) {
        run(session, "SET timezone = '" + zone + "'");
        expected.add(one(session, text));
      }
      assertEquals(3, new HashSet<>(expected).size(), expected::toString);
      run(session, "CACHE LAZY TABLE v");
      for (int i = 0; i < zones.size(); i++) {
        run(session, "SET timezone = '" + zones.get(i) + "'");
        assertEquals(expected.get(i), one(session, text));
        assertEquals(expected.get(i), one(session, text));
        assertTrue(plan(session, text).contains("Cached v"));
      }
    }
  }

  @Test
  void whatDependsOnTheTimeIsNotKept() {
    try (Session session = Session.local(2)) {
      run(session, "CREATE VIEW w AS SELECT CURRENT_TIMESTAMP AS n");
      run(session, "CREATE VIEW v AS SELECT n FROM w");
      run(session, "CACHE TABLE w");
      run(session, "CACHE TABLE v");
      assertFalse(plan(session, "SELECT n FROM v").contains("Cached"));
      Object first = one(session, "SELECT n FROM v");
      while (first.equals(one(session, "SELECT n FROM v"))) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void whatIsKeptLazilyIsMadeByWhoReadsItFirst() {
    try (Session session = Session.local(2)) {
      run(session, "CACHE LAZY TABLE v AS SELECT * FROM (VALUES (1), (2)) AS x(n)");
      assertFalse(isCached(session));
      assertEquals(3L, one(session, "SELECT sum(n) FROM v"));
      assertTrue(isCached(session));
      run(session, "CLEAR CACHE");
      assertFalse(isCached(session));
    }
  }

  @Test
  void whoOnlyAsksForColumnsMakesNothing() {
    try (Session session = Session.local(2)) {
      run(session, "CREATE VIEW v AS SELECT 7 AS n");
      run(session, "CACHE LAZY TABLE v");
      assertEquals("n", one(session, "DESCRIBE v"));
      assertFalse(isCached(session));
      run(session, "CREATE VIEW w AS SELECT n + 1 AS n FROM v");
      assertFalse(isCached(session));
      assertEquals(8, one(session, "SELECT n FROM w"));
      assertTrue(isCached(session));
    }
  }

  private static void awaitThreadIn(String method) {
    while (Thread.getAllStackTraces().values().stream()
        .flatMap(Stream::of)
        .noneMatch(f -> (f.getClassName() + "." + f.getMethodName()).endsWith(method))) {
      Thread.onSpinWait();
    }
  }

  @Test
  @Timeout(120)
  void whoWaitsForOthersToMakeTheRowsCanBeCancelled() throws Exception {
    try (Session session = Session.local(2);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      run(session, "CREATE TABLE r (n BIGINT)");
      run(
          session,
          "INSERT INTO r VALUES "
              + LongStream.range(0, 1000)
                  .mapToObj(n -> "(" + n + ")")
                  .collect(Collectors.joining(", ")));
      run(
          session,
          "CREATE VIEW v AS SELECT sum(a.n + b.n * c.n + d.n) AS n FROM r AS a, r AS b, r AS c,"
              + " r AS d");
      run(session, "CACHE LAZY TABLE v");
      StatementCall first = session.call("SELECT n FROM v");
      StatementCall second = session.call("SELECT n + 1 FROM v");
      Future<Result> filling = threads.submit(() -> first.run(null));
      awaitThreadIn("Caching.fill");
      Future<Result> waiting = threads.submit(() -> second.run(null));
      awaitThreadIn("TableCache$Cached.lockFilling");
      second.cancel();
      assertThrows(ExecutionException.class, () -> waiting.get(60, TimeUnit.SECONDS));
      assertFalse(filling.isDone());
      first.cancel();
      assertThrows(ExecutionException.class, () -> filling.get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void namesThatChangeTheirMeaningAreNotKept() {
    try (Session session = Session.local(2)) {
      run(session, "CREATE VIEW w AS SELECT 1 AS n");
      run(session, "CREATE VIEW v AS SELECT n FROM w");
      run(session, "CACHE TABLE v");
      run(session, "CREATE OR REPLACE VIEW w AS SELECT 2 AS n");
      assertEquals(2, one(session, "SELECT n FROM v"));
      assertTrue(isCached(session));
      run(session, "CREATE OR REPLACE VIEW v AS SELECT 3 AS n");
      assertEquals(3, one(session, "SELECT n FROM v"));
      assertFalse(isCached(session));
      run(session, "CACHE TABLE v");
      run(session, "DROP VIEW v");
      assertEquals(
          "NO_SUCH_TABLE",
          assertThrows(SheafException.class, () -> run(session, "UNCACHE TABLE v")).code());
    }
  }

  @Test
  void whoeverReadsKeepsReadingWhatHeBeganWith() {
    try (Session session = Session.builder().set("threads", "2").set("batch.rows", "100").build()) {
      write(session, 90);
      run(session, "CREATE VIEW v AS SELECT n FROM '" + folder + "/t.parquet'");
      run(session, "CACHE TABLE v OPTIONS ('storageLevel' = 'DISK')");
      try (Result result = session.sql("SELECT n FROM v")) {
        run(session, "CLEAR CACHE");
        assertEquals(90, result.rows().size());
      }
    }
  }

  @Test
  void whatLiesInMemoryAloneIsMadeAnewWhenOthersNeededThat() {
    try (Session session = Session.builder().set("threads", "2").set("memory", "16MB").build()) {
      String values =
          LongStream.range(0, 1000).mapToObj(n -> "(" + n + ")").collect(Collectors.joining(", "));
      run(session, "CREATE TABLE r (n BIGINT)");
      run(session, "INSERT INTO r VALUES " + values);
      for (String name : List.of("v", "w")) {
        run(
            session,
            "CREATE VIEW "
                + name
                + " AS SELECT a.n * 1000 + b.n AS n, repeat('x', 100) || '"
                + name
                + "' AS s FROM r AS a, r AS b WHERE a.n < 80");
      }
      for (String name : List.of("v", "w", "v")) {
        run(session, "CACHE TABLE " + name + " OPTIONS ('storageLevel' = 'MEMORY')");
        assertTrue(plan(session, "SELECT s FROM " + name).contains("Cached " + name));
        assertEquals(80_000L, one(session, "SELECT count(*) FROM " + name));
      }
      assertFalse(plan(session, "SELECT s FROM w").contains("Cached w"));
      assertEquals(80_000L, one(session, "SELECT count(*) FROM w"));
    }
  }

  @Test
  void whatDoesNotFitIsReadFromItsSource() {
    try (Session session = Session.builder().set("threads", "2").set("memory", "16MB").build()) {
      String large =
          "SELECT a.n * 1000 + b.n AS n, repeat('x', 100) AS s FROM r AS a, r AS b"
              + " WHERE a.n < 300 AND b.n < 1000";
      run(session, "CREATE TABLE r (n BIGINT)");
      run(
          session,
          "INSERT INTO r VALUES "
              + LongStream.range(0, 1000)
                  .mapToObj(n -> "(" + n + ")")
                  .collect(Collectors.joining(", ")));
      for (String level : List.of("MEMORY", "MEMORY_AND_DISK", "DISK", "MEMORY_COMPRESSED")) {
        run(session, "CREATE OR REPLACE VIEW v AS " + large);
        run(session, "CACHE TABLE v OPTIONS ('storageLevel' = '" + level + "')");
        assertEquals(!level.equals("MEMORY"), isCached(session), level);
        assertEquals(300_000L, one(session, "SELECT count(DISTINCT n) FROM v"), level);
      }
      run(session, "SET memory = '32MB'");
      assertEquals(300_000L, one(session, "SELECT count(*) FROM v"));
    }
  }
}
