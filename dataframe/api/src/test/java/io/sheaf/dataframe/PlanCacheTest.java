package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repeated statement is planned once, and never by a plan that no longer holds. */
class PlanCacheTest {
  private final Session session = Session.local(2);

  @TempDir Path folder;
  private int minute;

  @AfterEach
  void close() {
    session.close();
  }

  private String rows(String sql) {
    try (Result result = session.sql(sql)) {
      return result.rows().toString();
    }
  }

  private void run(String sql) {
    session.sql(sql).close();
  }

  private boolean isKept(String sql) {
    return rows("EXPLAIN ANALYZE " + sql).contains("planned before");
  }

  /** Writes a file that was last changed some time ago: a fresh one is looked at each time. */
  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    Instant time = Instant.parse("2020-01-01T00:00:00Z").plusSeconds(60L * minute++);
    Files.setLastModifiedTime(file, FileTime.from(time));
    return file;
  }

  private void copy(String query, String name) throws IOException {
    run("COPY (" + query + ") TO '" + folder + "/new.parquet'");
    Path file = folder.resolve("new.parquet");
    Instant time = Instant.parse("2021-01-01T00:00:00Z").plusSeconds(60L * minute++);
    Files.setLastModifiedTime(file, FileTime.from(time));
    Files.move(file, folder.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void aRepeatedTextIsPlannedOnce() {
    run("CREATE TABLE t AS SELECT * FROM (VALUES (1, 2), (3, 4)) AS v(a, b)");
    String query = "SELECT sum(a) AS s FROM t WHERE b > 1";
    assertFalse(isKept(query));
    assertTrue(isKept(query));
    assertTrue(isKept("\n " + query + "\n"));
    assertEquals("[[4]]", rows(query));
    assertFalse(isKept("SELECT sum(a) AS s FROM t WHERE b > 2"));
    assertTrue(isKept(query));
    assertTrue(rows("EXPLAIN ANALYZE SELECT 77").contains("planned in"));
  }

  @Test
  void aChangedFileIsPlannedAnew() throws IOException {
    write("t.csv", "a,b\n1,x\n");
    String query = "SELECT * FROM '" + folder + "/t.csv'";
    assertEquals("[[1, x]]", rows(query));
    assertEquals("[[1, x]]", rows(query));
    assertTrue(isKept(query));
    write("t.csv", "a,b\n2,y\n");
    assertFalse(isKept(query));
    assertEquals("[[2, y]]", rows(query));
    write("t.csv", "b\nonly\n");
    assertEquals("[[only]]", rows(query));
    Files.delete(folder.resolve("t.csv"));
    assertThrows(SheafException.class, () -> rows(query));
    write("t.csv", "c,d,e\n1,2,3\n");
    assertEquals("[[1, 2, 3]]", rows(query));
  }

  @Test
  void aChangedParquetFileIsPlannedAnew() throws IOException {
    copy("SELECT 1 AS a, 'x' AS b", "t.parquet");
    String query = "SELECT max(a) AS m FROM '" + folder + "/t.parquet' WHERE a > 0";
    assertEquals("[[1]]", rows(query));
    assertTrue(isKept(query));
    copy("SELECT 2 AS a, 'x' AS b", "t.parquet");
    assertEquals("[[2]]", rows(query));
    copy("SELECT 3.5 AS a", "t.parquet");
    assertEquals("[[3.5]]", rows(query));
  }

  @Test
  void aFolderIsPlannedAnewWhenItsFilesChange() throws IOException {
    write("b.csv", "a\n1\n");
    String query = "SELECT * FROM '" + folder + "/*' ORDER BY a";
    assertEquals("[[1]]", rows(query));
    assertTrue(isKept(query));
    write("c.csv", "a\n2\n");
    assertFalse(isKept(query));
    assertEquals("[[1], [2]]", rows(query));
    Files.delete(folder.resolve("b.csv"));
    assertEquals("[[2]]", rows(query));
  }

  @Test
  void whatReadsAFolderIsFoundOutAnew() throws IOException {
    write("b.csv", "a\n1\n");
    String query = "SELECT * FROM '" + folder + "'";
    assertEquals("[[1]]", rows(query));
    assertTrue(isKept(query));
    copy("SELECT 5 AS a", "a.parquet"); // the first file decides
    assertEquals("[[5]]", rows(query));
  }

  @Test
  void namesMayComeToMeanSomethingElse() {
    String query = "SELECT * FROM t";
    run("CREATE TABLE t AS SELECT 1 AS a");
    assertEquals("[[1]]", rows(query));
    run("INSERT INTO t VALUES (2)");
    assertEquals("[[1], [2]]", rows(query + " ORDER BY a"));
    run("DROP TABLE t");
    assertThrows(SheafException.class, () -> rows(query));
    run("CREATE TABLE t AS SELECT 'x' AS b, 2 AS c");
    assertEquals("[[x, 2]]", rows(query));
    run("CREATE OR REPLACE TABLE t AS SELECT 3 AS c");
    assertEquals("[[3]]", rows(query));
    run("CREATE VIEW v AS SELECT c + 1 AS d FROM t");
    assertEquals("[[4]]", rows("SELECT * FROM v"));
    assertTrue(isKept("SELECT * FROM v"));
    run("CREATE OR REPLACE VIEW v AS SELECT c + 2 AS d FROM t");
    assertEquals("[[5]]", rows("SELECT * FROM v"));
  }

  @Test
  void viewsOfFilesFollowTheirFiles() throws IOException {
    write("t.csv", "a,b\n1,x\n");
    run("CREATE VIEW v AS SELECT * FROM '" + folder + "/t.csv'");
    run("CREATE VIEW w AS SELECT * FROM v");
    assertEquals("[[1, x]]", rows("SELECT * FROM w"));
    assertTrue(isKept("SELECT * FROM w"));
    write("t.csv", "c\n7\n");
    assertEquals("[[7]]", rows("SELECT * FROM w"));
    Files.delete(folder.resolve("t.csv"));
    SheafException e = assertThrows(SheafException.class, () -> rows("SELECT * FROM w"));
    assertTrue(e.getMessage().startsWith("In view v: "), e.getMessage());
  }

  @Test
  void aPlanKnowsTheZoneButNotTheTime() {
    String moment = "SELECT CAST(TIMESTAMP '2026-01-01 00:00:00' AS TIMESTAMP WITH TIME ZONE)";
    String utc = rows(moment);
    run("SET timezone='Asia/Tokyo'");
    String tokyo = rows(moment);
    run("SET timezone='UTC'");
    assertEquals(utc, rows(moment));
    run("SET timezone='Asia/Tokyo'");
    assertEquals(tokyo, rows(moment));
    isKept("SELECT CURRENT_TIMESTAMP");
    assertFalse(isKept("SELECT CURRENT_TIMESTAMP"));
    run("CREATE VIEW now AS SELECT CURRENT_DATE AS d");
    isKept("SELECT * FROM now");
    assertFalse(isKept("SELECT * FROM now"));
  }

  @Test
  void settingsOfTheEngineHoldForKeptPlans() {
    run("CREATE TABLE t AS SELECT * FROM (VALUES (1), (1)) AS v(a)");
    String query = "SELECT count(*) AS n FROM t GROUP BY a";
    assertEquals("[[2]]", rows(query));
    run("SET exchange.force=3");
    run("SET batch.rows=1");
    assertEquals("[[2]]", rows(query));
    assertTrue(rows("EXPLAIN ANALYZE " + query).contains("Exchange"));
    run("SET exchange.force=0");
    assertFalse(rows("EXPLAIN ANALYZE " + query).contains("Exchange"));
  }

  @Test
  void plansAreSharedWhileTablesChange() throws Exception {
    run("CREATE TABLE t AS SELECT 0 AS a, 0 AS b");
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService clients = Executors.newFixedThreadPool(3)) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        readers.add(
            clients.submit(
                () -> {
                  int last = 0;
                  while (!done.get()) {
                    // Both columns are of one version, and no version follows an older one.
                    String[] row =
                        rows("SELECT a, b FROM t").replaceAll("[\\[\\] ]", "").split(",");
                    assertEquals(row[0], row[1]);
                    assertTrue(Integer.parseInt(row[0]) >= last, row[0] + " after " + last);
                    last = Integer.parseInt(row[0]);
                  }
                  return last;
                }));
      }
      for (int i = 1; i <= 100; i++) {
        String columns = i % 2 == 0 ? " AS a, %d AS b" : " AS a, 'more' AS c, %d AS b";
        run("CREATE OR REPLACE TABLE t AS SELECT " + i + columns.formatted(i));
      }
      done.set(true);
      for (Future<Integer> reader : readers) {
        reader.get();
      }
    }
    assertEquals("[[100, 100]]", rows("SELECT a, b FROM t"));
  }
}
