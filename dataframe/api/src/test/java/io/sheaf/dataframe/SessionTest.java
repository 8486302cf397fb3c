package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.arrow.ArrowBatch;
import io.sheaf.connector.Catalog;
import io.sheaf.sql.FunctionSignature;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
  private final Session session = Session.local(2);

  @TempDir Path folder;

  @AfterEach
  void close() {
    session.close(); // checks that no memory is held any more
  }

  private List<Row> rows(String sql) {
    try (Result result = session.sql(sql)) {
      return result.rows();
    }
  }

  private long count(String sql) {
    try (Result result = session.sql(sql)) {
      assertFalse(result.hasRows());
      return result.updateCount();
    }
  }

  private SheafException failure(String sql) {
    return assertThrows(SheafException.class, () -> rows(sql));
  }

  private List<String> files() throws Exception {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void rowsHaveJavaValues() {
    Row row =
        rows("SELECT 1 AS a, 2.50 AS b, 'x' AS c, DATE '2024-02-29' AS d, NULL AS e").getFirst();
    assertEquals(1, row.get(0));
    assertEquals(new BigDecimal("2.50"), row.get("B"));
    assertEquals("x", row.get("c"));
    assertEquals(LocalDate.of(2024, 2, 29), row.get(3));
    assertTrue(row.isNull(4));
    assertEquals("[1, 2.50, x, 2024-02-29, null]", row.toString());
    assertThrows(java.util.NoSuchElementException.class, () -> row.get("nothing"));
  }

  @Test
  void resultsComeInArrow() {
    try (RootAllocator allocator = new RootAllocator();
        Result result = session.sql("SELECT a, b FROM (VALUES (1, 'x'), (2, NULL)) AS t(a, b)")) {
      try (ArrowBatch batch = result.nextArrow(allocator)) {
        assertEquals(2, batch.rows());
        assertEquals("x", batch.root().getVector("b").getObject(0).toString());
        assertNull(batch.root().getVector("b").getObject(1));
      }
      assertNull(result.nextArrow(allocator));
    }
  }

  @Test
  void tablesAreFilledAndDropped() {
    assertEquals(0, count("CREATE TABLE t (a INTEGER NOT NULL, b VARCHAR)"));
    assertEquals(2, count("INSERT INTO t VALUES (1, 'x'), (2, NULL)"));
    assertEquals(2, count("INSERT INTO t (b, a) SELECT b, a + 10 FROM t"));
    assertEquals(
        "[[1, x], [2, null], [11, x], [12, null]]", rows("SELECT * FROM t ORDER BY a").toString());
    assertEquals("NOT_NULL", failure("INSERT INTO t SELECT NULLIF(a, 1), b FROM t").code());
    assertEquals("[[4]]", rows("SELECT count(*) FROM t").toString());
    assertEquals("EXISTS", failure("CREATE TABLE T (x INTEGER)").code());
    assertEquals(0, count("CREATE TABLE IF NOT EXISTS t (x INTEGER)"));
    assertEquals(4, count("CREATE OR REPLACE TABLE t AS SELECT a FROM t"));
    assertEquals("[a INTEGER NOT NULL]", describe("t"));
    assertEquals("WRONG_KIND", failure("DROP VIEW t").code());
    count("DROP TABLE t");
    count("DROP TABLE IF EXISTS t");
    assertTrue(failure("DROP TABLE t").getMessage().contains("no table 't'"));
  }

  private String describe(String table) {
    List<String> fields = new ArrayList<>();
    for (Row row : rows("DESCRIBE " + table)) {
      fields.add(row.get(0) + " " + row.get(1) + (row.get(2).equals("NO") ? " NOT NULL" : ""));
    }
    return fields.toString();
  }

  @Test
  void aFailedStatementChangesNothing() {
    count("CREATE TABLE t AS SELECT 1 AS a");
    failure("CREATE OR REPLACE TABLE t AS SELECT 1 / (a - 1) AS b FROM t");
    failure("INSERT INTO t SELECT 1 / (a - 1) FROM t");
    assertEquals("[[1]]", rows("SELECT * FROM t").toString());
    assertEquals("DUPLICATE_COLUMN", failure("CREATE TABLE u AS SELECT 1 AS a, 2 AS A").code());
    assertEquals("[[t, TABLE]]", rows("SHOW TABLES").toString());
  }

  @Test
  void viewsAreCheckedWhenTheyAreMade() {
    count("CREATE VIEW v (one, two) AS SELECT 1, 'x'");
    assertEquals("[[1, x]]", rows("SELECT one, two FROM v").toString());
    failure("CREATE VIEW w AS SELECT nothing FROM v");
    failure("CREATE VIEW v AS SELECT 1 AS a");
    failure("CREATE OR REPLACE VIEW v AS SELECT * FROM v");
    failure("CREATE TABLE v AS SELECT 1 AS a");
    count("CREATE OR REPLACE VIEW v AS SELECT 2 AS a");
    assertEquals("[[2]]", rows("SELECT * FROM V").toString());
    assertEquals("[[v, VIEW]]", rows("SHOW TABLES").toString());
    assertTrue(session.catalog().find("V").orElseThrow() instanceof Catalog.Entry.View);
    failure("DROP TABLE v");
    count("DROP VIEW v");
  }

  @Test
  void analyzedStatementsWriteWhatTheySay() {
    assertTrue(
        rows("EXPLAIN ANALYZE CREATE TABLE t AS SELECT 1 AS a").toString().contains("Write"));
    assertTrue(rows("EXPLAIN ANALYZE INSERT INTO t VALUES (2), (3)").toString().contains("Write"));
    assertEquals("[[1], [2], [3]]", rows("SELECT a FROM t ORDER BY a").toString());
    Path file = folder.resolve("analyzed.csv");
    rows("EXPLAIN ANALYZE COPY t TO '" + file + "'");
    assertEquals("[[3]]", rows("SELECT count(*) FROM '" + file + "'").toString());
    assertEquals(
        "[[nothing had to be done]]",
        rows("EXPLAIN ANALYZE CREATE TABLE IF NOT EXISTS t AS SELECT 1 AS a").toString());
  }

  @Test
  void copiesAreReadBack() throws Exception {
    count("CREATE TABLE t AS SELECT * FROM (VALUES (1, 'x'), (2, NULL), (3, '')) AS v(a, b)");
    for (String ending : List.of("parquet", "csv")) {
      String path = folder + "/t." + ending;
      assertEquals(3, count("COPY t TO '" + path + "'"));
      assertEquals(3, count("COPY (SELECT * FROM t) TO '" + path + "'"));
      assertEquals(
          "[[1, x], [2, null], [3, ]]", rows("SELECT * FROM '" + path + "' ORDER BY a").toString());
    }
    assertEquals(List.of("t.csv", "t.parquet"), files());
  }

  @Test
  void aDirectoryIsReplacedOnlyWhenAsked() throws Exception {
    String path = folder + "/out";
    count("COPY (SELECT 1 AS a) TO '" + path + "'");
    assertEquals("DIRECTORY_NOT_EMPTY", failure("COPY (SELECT 2 AS a) TO '" + path + "'").code());
    assertEquals("[[1]]", rows("SELECT * FROM '" + path + "'").toString());
    count("COPY (SELECT 2 AS a) TO '" + path + "' (FORMAT CSV, OVERWRITE)");
    assertEquals("[[2]]", rows("SELECT * FROM '" + path + "'").toString());
    failure("COPY (SELECT 1 / (a - 2) AS b FROM '" + path + "') TO '" + path + "' (OVERWRITE)");
    assertEquals("[[2]]", rows("SELECT * FROM '" + path + "'").toString());
    assertEquals(1, files().size());
  }

  @Test
  void aFailedCopyLeavesTheOldFile() throws Exception {
    String path = folder + "/t.csv";
    count("COPY (SELECT 5 AS a) TO '" + path + "'");
    failure("COPY (SELECT 1 / (a - 5) AS a FROM '" + path + "') TO '" + path + "'");
    failure("COPY (SELECT 1 AS a) TO '" + path + "' (NONSENSE true)");
    assertEquals("[[5]]", rows("SELECT * FROM '" + path + "'").toString());
    assertEquals(List.of("t.csv"), files());
    assertTrue(
        failure("COPY (SELECT 1) TO '" + folder + "/a.xyz'").getMessage().contains("FORMAT"));
    assertTrue(
        failure("COPY (SELECT 1) TO 'x' (FORMAT parquett)").getMessage().contains("did you mean"));
  }

  @Test
  void filesAreFoundByPathAndFunction() throws Exception {
    Files.writeString(folder.resolve("a.csv"), "n;t\n1;x\n");
    Files.writeString(folder.resolve("b.csv"), "n;t\n2;y\n");
    assertEquals("[[2]]", rows("SELECT max(n) FROM '" + folder + "/*.csv'").toString());
    assertEquals("[[1, x]]", rows("SELECT * FROM read_csv('" + folder + "/a.csv')").toString());
    assertTrue(
        failure("SELECT * FROM '" + folder + "/aa.csv'")
            .getMessage()
            .contains("did you mean 'a.csv'"));
  }

  @Test
  void filesHaveTheirNamesInNamesOfColumns() {
    String path = folder + "/f.csv";
    count("COPY (SELECT 1 AS a) TO '" + path + "'");
    try (Result result = session.sql("SELECT (SELECT max(a) FROM '" + path + "')")) {
      String name = result.schema().field(0).name();
      assertTrue(name.startsWith("(select max(a) from " + folder.getRoot()), name);
      assertTrue(name.chars().allMatch(c -> c >= ' '), name);
    }
  }

  @Test
  void settingsAreSetShownAndReset() {
    count("SET batch.rows = 7");
    assertEquals("[[7]]", rows("SHOW batch.rows").toString());
    count("RESET batch.rows");
    assertEquals("8192", session.conf().get("BATCH.ROWS"));
    count("SET timezone = 'Europe/Berlin'");
    count("RESET ALL");
    assertEquals("UTC", session.conf().get("timezone"));
    assertEquals("2", session.conf().get("threads"));
    assertTrue(failure("SET batch.row = 1").getMessage().contains("did you mean 'batch.rows'"));
    assertTrue(failure("SET batch.rows = many").getMessage().contains("takes a number"));
    assertTrue(failure("SET memory = '900TB'").getMessage().contains("-Xmx"));
    assertTrue(failure("SET timeout = 'soon'").getMessage().contains("such as 500ms"));
    Set<String> keys = new TreeSet<>();
    rows("SHOW SETTINGS").forEach(row -> keys.add((String) row.get("name")));
    assertTrue(keys.containsAll(Set.of("threads", "memory", "temp.directory")), keys.toString());
  }

  @Test
  void theTimeOfTheDayIsThatOfTheZone() {
    count("SET timezone = '+14:00'");
    String east = "SELECT CURRENT_DATE, LOCALTIMESTAMP";
    LocalDate before = LocalDate.now(ZoneId.of("+14:00"));
    LocalDate date = (LocalDate) rows(east).getFirst().get(0);
    LocalDate after = LocalDate.now(ZoneId.of("+14:00"));
    assertTrue(!date.isBefore(before) && !date.isAfter(after), date.toString());
    LocalDateTime moment = (LocalDateTime) rows(east).getFirst().get(1);
    LocalDateTime now = LocalDateTime.now(ZoneId.of("+14:00"));
    assertTrue(moment.isAfter(now.minusHours(1)) && !moment.isAfter(now), moment.toString());
  }

  @Test
  void aTableThatCannotBeReplacedStaysAndIsCounted() {
    count("SET memory = '1MB'");
    count("CREATE TABLE t AS SELECT 1 AS a");
    String thousand =
        IntStream.range(0, 1000).mapToObj(n -> "(" + n + ")").collect(Collectors.joining(", "));
    String million =
        "SELECT a.n + b.n AS a FROM (VALUES %1$s) AS a(n), (VALUES %1$s) AS b(n)"
            .formatted(thousand);
    assertEquals(
        SheafException.Blame.RESOURCE, failure("CREATE OR REPLACE TABLE t AS " + million).blame());
    assertEquals("[[1]]", rows("SELECT * FROM t").toString());
    count("CREATE OR REPLACE TABLE t AS SELECT 2 AS a");
    assertEquals("[[2]]", rows("SELECT * FROM t").toString());
  }

  @Test
  void errorsOfTheJvmAreTold() {
    SheafException full = StatementCall.explained(new OutOfMemoryError("Java heap space"));
    assertEquals(SheafException.Blame.RESOURCE, full.blame());
    assertTrue(full.getMessage().contains("-Xmx"), full.getMessage());
    SheafException bug = StatementCall.explained(new AssertionError("no"));
    assertEquals(SheafException.Blame.BUG, bug.blame());
  }

  @Test
  void memoryIsALimitForTablesAndQueries() {
    count("CREATE TABLE t AS SELECT 'some text that takes a little room' AS a");
    for (int i = 0; i < 12; i++) {
      count("INSERT INTO t SELECT a FROM t");
    }
    count("SET memory = '1MB'");
    SheafException full = assertThrows(SheafException.class, this::growForever);
    assertEquals(SheafException.Blame.RESOURCE, full.blame());
    assertTrue(full.getMessage().contains("'memory'"), full.getMessage());
    count("DROP TABLE t");
    count("CREATE TABLE t AS SELECT 1 AS a");
    count("SET memory = '2MB'");
    assertEquals("[[1]]", rows("SELECT * FROM t").toString());
  }

  private void growForever() {
    for (int i = 0; i < 20; i++) {
      count("INSERT INTO t SELECT a FROM t");
    }
  }

  @Test
  void plansAreExplainedInEveryMode() {
    count("CREATE TABLE t AS SELECT * FROM (VALUES (1, 2), (3, 4)) AS v(a, b)");
    String query = "SELECT a, count(*) FROM t WHERE b > 1 GROUP BY a";
    for (String mode : List.of("PARSED", "LOGICAL", "OPTIMIZED", "PHYSICAL", "RDD", "STAGES")) {
      assertFalse(rows("EXPLAIN (" + mode + ") " + query).isEmpty(), mode);
    }
    assertTrue(rows("EXPLAIN " + query).toString().contains("Scan t"));
    assertTrue(rows("EXPLAIN ANALYZE " + query).toString().contains("rows 2"));
    assertTrue(rows("EXPLAIN INSERT INTO t " + "SELECT 1, 2").toString().contains("Write"));
    assertEquals("NOT_A_QUERY", failure("EXPLAIN DROP TABLE t").code());
    assertEquals("[[2]]", rows("SELECT count(*) FROM t").toString());
  }

  @Test
  void aQueryFollowsWhatItReads() throws Exception {
    String path = folder + "/t.csv";
    String query = "SELECT sum(a) AS x FROM '" + path + "'";
    Files.writeString(Path.of(path), "a\n1\n");
    assertEquals("[[1]]", rows(query).toString().replace(".0", ""));
    assertEquals("[[1]]", rows(query).toString().replace(".0", ""));
    Files.writeString(Path.of(path), "a\n22\n");
    assertEquals("[[22]]", rows(query).toString().replace(".0", ""));
    Files.delete(Path.of(path));
    assertTrue(failure(query).getMessage().contains("t.csv"));
    count("CREATE TABLE t AS SELECT 1 AS a");
    assertEquals("[[1]]", rows("SELECT * FROM t").toString());
    count("INSERT INTO t VALUES (2)");
    assertEquals("[[2]]", rows("SELECT * FROM t WHERE a > 1").toString());
    assertEquals(2, rows("SELECT * FROM t").size());
    count("DROP TABLE t");
    failure("SELECT * FROM t");
    count("CREATE VIEW t AS SELECT 'x' AS a, 'y' AS b");
    assertEquals("[[x, y]]", rows("SELECT * FROM t").toString());
  }

  @Test
  void statementsRunSideBySide() throws Exception {
    count("CREATE TABLE t AS SELECT * FROM (VALUES (1), (2), (3)) AS v(a)");
    try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int number = i;
        answers.add(clients.submit(() -> rows("SELECT sum(a) + " + number + " FROM t").toString()));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertEquals("[[" + (6 + i) + "]]", answers.get(i).get());
      }
    }
  }

  @Test
  void aCancelledStatementSaysSo() {
    StatementCall call = session.call("SELECT 1");
    call.cancel();
    SheafException e = assertThrows(SheafException.class, () -> call.run(null));
    assertEquals("CANCELLED", e.code());
    try (Result result = session.sql("SELECT 1 AS a")) {
      result.cancel();
    }
    assertEquals("[[1]]", rows("SELECT 1").toString());
  }

  @Test
  void aClosedSessionRefusesToWork() {
    Session other = Session.builder().set("threads", "1").build();
    other.sql("CREATE TABLE t AS SELECT 1 AS a");
    Result open = other.sql("SELECT * FROM t");
    other.close();
    other.close();
    open.close();
    assertEquals("CLOSED", assertThrows(SheafException.class, () -> other.sql("SELECT 1")).code());
  }

  @Test
  void aSessionEndsItsThreads() {
    Session other = Session.local(3);
    other.sql("SELECT count(*) FROM (VALUES (1), (2)) AS t(a)").rows();
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    other.close();
    assertTrue(before.size() > Thread.getAllStackTraces().size());
  }

  @Test
  void parametersTakeTheirPlaces() {
    try (Session session = Session.local(1)) {
      Result result = session.sql("SELECT ? + 1, ?", 41, "a");
      assertEquals("[42, a]", result.rows().getFirst().toString());
      Result nothing = session.sql("SELECT ? IS NULL", (Object[]) null);
      assertEquals("[true]", nothing.rows().getFirst().toString());
      SheafException few =
          assertThrows(SheafException.class, () -> session.sql("SELECT ?, ?", 1).close());
      assertEquals("the statement has 2 parameters, but 1 value was given", few.getMessage());
      SheafException odd =
          assertThrows(SheafException.class, () -> session.sql("SELECT ?", List.of()).close());
      assertEquals("PARAMETERS", odd.code());
      SheafException view =
          assertThrows(
              SheafException.class, () -> session.sql("CREATE VIEW v AS SELECT ? AS a").close());
      assertTrue(view.getMessage().contains("no value for this parameter"), view.getMessage());
    }
  }

  @Test
  void viewsMayHaveAnOrder() {
    try (Session session = Session.local(2)) {
      session.sql("CREATE TABLE t AS SELECT * FROM (VALUES (1, 2), (2, 1)) AS v(a, b)").close();
      session.sql("CREATE VIEW one AS SELECT a + 1 AS c FROM t ORDER BY b").close();
      session
          .sql("CREATE VIEW two AS SELECT a FROM t UNION ALL SELECT b FROM t ORDER BY 1")
          .close();
      session.sql("CREATE VIEW three AS SELECT a FROM t ORDER BY b LIMIT 1").close();
      try (Result result =
          session.sql("SELECT sum(c), (SELECT sum(a) FROM two), (SELECT a FROM three) FROM one")) {
        assertEquals("[[5, 6, 2]]", result.rows().toString());
      }
    }
  }

  @Test
  void sessionsAreMadeByText() {
    try (Session two = Session.connect("local[2]");
        Session all = Session.connect("local")) {
      assertEquals(2, two.conf().settings().engine().threads());
      assertEquals(1, all.range(1).count());
    }
    try (Session workers = Session.connect("workers[1]");
        Session others = Session.withWorkers(1)) {
      assertTrue(workers.conf().settings().isCluster() && others.conf().settings().isCluster());
      assertEquals(3, workers.range(3).count());
    }
    SheafException e =
        assertThrows(SheafException.class, () -> Session.connect("sheaf://somewhere:1234"));
    assertEquals(
        "connect: there is nothing to connect to at 'sheaf://somewhere:1234'; say local,"
            + " local[threads] or workers[number]",
        e.getMessage());
  }

  @Test
  void functionsAreListed() {
    try (Session session = Session.local(1)) {
      FunctionSignature sum =
          session.functions().stream()
              .filter(f -> f.name().equals("SUM"))
              .findFirst()
              .orElseThrow();
      assertEquals(FunctionSignature.Kind.AGGREGATE, sum.kind());
    }
  }
}
