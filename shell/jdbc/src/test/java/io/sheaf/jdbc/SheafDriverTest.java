package io.sheaf.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections and statements, as programs use them. */
class SheafDriverTest {
  /** More rows than anybody waits for. */
  private static final String ENDLESS =
      """
      WITH d AS (SELECT * FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS t(x))
      SELECT count(*) FROM d a, d b, d c, d d1, d e, d f, d g, d h, d i, d j, d k, d l
      WHERE a.x + b.x + c.x + d1.x + e.x + f.x + g.x + h.x + i.x + j.x + k.x + l.x = 5
      """;

  private static Connection open(String settings) throws SQLException {
    return DriverManager.getConnection("jdbc:sheaf:" + settings);
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next());
      return rows.getString(1);
    }
  }

  private static String failure(String url, Properties properties) {
    return assertThrows(
            SQLException.class, () -> DriverManager.getConnection(url, properties).close())
        .getMessage();
  }

  @Test
  void settingsComeFromUrlAndProperties() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("threads", "3");
    properties.setProperty("batch.rows", "17");
    properties.setProperty("user", "somebody");
    try (Connection connection =
        DriverManager.getConnection("jdbc:sheaf:;threads=1;memory=64MB", properties)) {
      assertEquals("1", one(connection, "SHOW threads"));
      assertEquals("64MB", one(connection, "SHOW memory"));
      assertEquals("17", one(connection, "SHOW batch.rows"));
    }
  }

  @Test
  void mistakesInTheUrlAreNamed() {
    Properties none = new Properties();
    assertTrue(failure("jdbc:sheaf:;thread=2", none).contains("did you mean 'threads'?"));
    assertTrue(failure("jdbc:sheaf:;threads=0", none).contains("setting 'threads' takes"));
    assertTrue(failure("jdbc:sheaf:;threads", none).contains("not key=value"));
    assertTrue(failure("jdbc:sheaf:;memory=900TB", none).contains("-Xmx"));
    assertTrue(failure("jdbc:sheaf://host:1", none).contains("remote"));
    assertTrue(failure("jdbc:sheaf:file.db", none).contains("settings start with ';'"));
    Properties wrong = new Properties();
    wrong.setProperty("tiemout", "1");
    assertTrue(failure("jdbc:sheaf:", wrong).contains("did you mean 'timeout'?"));
  }

  @Test
  void theDriverDescribesItself() throws SQLException {
    Driver driver = DriverManager.getDriver("jdbc:sheaf:");
    assertNull(driver.connect("jdbc:other:", new Properties()));
    assertFalse(driver.acceptsURL("jdbc:other:"));
    assertFalse(driver.jdbcCompliant());
    DriverPropertyInfo[] settings = driver.getPropertyInfo("jdbc:sheaf:", new Properties());
    assertTrue(Arrays.stream(settings).anyMatch(s -> s.name.equals("memory")));
    assertTrue(Arrays.stream(settings).allMatch(s -> s.description.endsWith(".")));
  }

  @Test
  void settingsOfTheUrlAreShown() throws SQLException {
    Driver driver = DriverManager.getDriver("jdbc:sheaf:");
    Properties properties = new Properties();
    properties.setProperty("memory", "1GB");
    properties.setProperty("threads", "1");
    var values = new TreeMap<String, String>();
    for (var setting : driver.getPropertyInfo("jdbc:sheaf:;threads=2", properties)) {
      values.put(setting.name, setting.value);
    }
    assertEquals("2", values.get("threads"));
    assertEquals("1GB", values.get("memory"));
    assertEquals("UTC", values.get("timezone"));
    assertThrows(SQLException.class, () -> driver.getPropertyInfo("jdbc:other:", properties));
  }

  @Test
  void connectionsAreSessionsOfTheirOwn() throws SQLException {
    try (Connection one = open("");
        Connection two = open("");
        Statement statement = one.createStatement()) {
      assertFalse(statement.execute("CREATE TABLE t AS SELECT 1 AS a"));
      assertEquals("1", one(one, "SELECT a FROM t"));
      SQLException e = assertThrows(SQLException.class, () -> one(two, "SELECT a FROM t"));
      assertEquals('4', e.getSQLState().charAt(0));
    }
  }

  @Test
  void statementsReturnRowsOrCounts() throws SQLException {
    try (Connection connection = open("");
        Statement statement = connection.createStatement()) {
      assertEquals(0, statement.executeUpdate("CREATE TABLE t (a INTEGER)"));
      assertEquals(3, statement.executeUpdate("INSERT INTO t VALUES (1), (2), (3)"));
      assertEquals(3, statement.getUpdateCount());
      assertTrue(statement.execute("SELECT a FROM t"));
      assertEquals(-1, statement.getUpdateCount());
      ResultSet rows = statement.getResultSet();
      assertTrue(rows.next());
      assertSame(statement, rows.getStatement());
      assertFalse(statement.getMoreResults());
      assertEquals(-1, statement.getUpdateCount());
      assertTrue(rows.isClosed());
      assertThrows(SQLException.class, () -> statement.executeQuery("DROP TABLE t"));
      assertThrows(SQLException.class, () -> statement.executeUpdate("SELECT 1"));
    }
  }

  @Test
  void batchesStopAtTheFirstMistake() throws SQLException {
    try (Connection connection = open("");
        Statement statement = connection.createStatement()) {
      statement.addBatch("CREATE TABLE t (a INTEGER)");
      statement.addBatch("INSERT INTO t VALUES (1), (2)");
      assertEquals("[0, 2]", Arrays.toString(statement.executeBatch()));
      statement.addBatch("INSERT INTO t VALUES (3)");
      statement.addBatch("INSERT INTO nothing VALUES (3)");
      BatchUpdateException e = assertThrows(BatchUpdateException.class, statement::executeBatch);
      assertEquals("[1]", Arrays.toString(e.getUpdateCounts()));
    }
  }

  @Test
  void maxRowsCutTheResult() throws SQLException {
    try (Connection connection = open(";batch.rows=2");
        Statement statement = connection.createStatement()) {
      statement.setMaxRows(3);
      try (ResultSet rows =
          statement.executeQuery("SELECT * FROM (VALUES (1), (2), (3), (4), (5)) AS t(a)")) {
        int count = 0;
        while (rows.next()) {
          count++;
        }
        assertEquals(3, count);
        assertTrue(rows.isAfterLast());
      }
    }
  }

  @Test
  void anotherThreadCancels() throws Exception {
    try (Connection connection = open(";threads=2");
        Statement statement = connection.createStatement();
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      CountDownLatch begun = new CountDownLatch(1);
      Future<String> message =
          threads.submit(
              () -> {
                begun.countDown();
                ResultSet rows = statement.executeQuery(ENDLESS);
                rows.next();
                return "it ended";
              });
      begun.await();
      // The statement may not have begun; cancelling goes on until it has.
      while (!message.isDone()) {
        statement.cancel();
        Thread.onSpinWait();
      }
      ExecutionException e = assertThrows(ExecutionException.class, message::get);
      assertEquals("57014", ((SQLException) e.getCause()).getSQLState());
      assertEquals("2", one(connection, "SELECT 1 + 1"));
    }
  }

  @Test
  void anotherThreadClosesARunningStatement() throws Exception {
    try (Connection connection = open(";threads=2");
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Statement statement = connection.createStatement();
      CountDownLatch begun = new CountDownLatch(1);
      Future<Boolean> ended =
          threads.submit(
              () -> {
                begun.countDown();
                return statement.execute("CREATE TABLE endless AS " + ENDLESS);
              });
      begun.await();
      statement.close();
      ExecutionException e = assertThrows(ExecutionException.class, ended::get);
      assertInstanceOf(SQLException.class, e.getCause());
      assertEquals("2", one(connection, "SELECT 1 + 1"));
    }
  }

  @Test
  void timeoutsEndStatements() throws SQLException {
    try (Connection connection = open(";timeout=100ms")) {
      SQLException e = assertThrows(SQLTimeoutException.class, () -> one(connection, ENDLESS));
      assertEquals("57014", e.getSQLState());
    }
    try (Connection connection = open("");
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThrows(
          SQLTimeoutException.class,
          () -> {
            try (ResultSet rows = statement.executeQuery(ENDLESS)) {
              rows.next();
            }
          });
    }
  }

  @Test
  void closingTheConnectionEndsWhatRuns() throws Exception {
    Connection connection = open("");
    Statement statement = connection.createStatement();
    ResultSet rows = statement.executeQuery(ENDLESS);
    connection.close();
    assertTrue(connection.isClosed());
    assertTrue(statement.isClosed());
    assertTrue(rows.isClosed());
    assertFalse(connection.isValid(1));
    assertThrows(SQLException.class, connection::createStatement);
    assertThrows(SQLException.class, () -> statement.execute("SELECT 1"));
    assertThrows(SQLException.class, rows::next);
    connection.close();
  }

  @Test
  void aStatementClosesWithItsResultWhenAsked() throws SQLException {
    try (Connection connection = open("")) {
      Statement statement = connection.createStatement();
      statement.closeOnCompletion();
      statement.executeQuery("SELECT 1").close();
      assertTrue(statement.isClosed());
    }
  }

  @Test
  void whatIsNotThereSaysSo() throws SQLException {
    try (Connection connection = open("")) {
      assertThrows(SQLFeatureNotSupportedException.class, () -> connection.prepareCall("CALL f()"));
      assertThrows(SQLFeatureNotSupportedException.class, () -> connection.setAutoCommit(false));
      assertThrows(
          SQLFeatureNotSupportedException.class,
          () ->
              connection.createStatement(
                  ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY));
      assertTrue(connection.getAutoCommit());
      assertEquals("main", connection.getSchema());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "22003 | SELECT 2147483647 + x FROM (VALUES (1)) v(x)",
        "22003 | SELECT CAST(x AS TINYINT) FROM (VALUES (1000)) v(x)",
        "22003 | SELECT CAST(1e30 AS DECIMAL(5, 2))",
        "22003 | SELECT sum(x) FROM (VALUES (9223372036854775807), (1)) v(x)",
        "22018 | SELECT CAST('x' AS INTEGER)",
        "21000 | SELECT (SELECT x FROM (VALUES (1), (2)) v(x))",
        "42P01 | SELECT * FROM nowhere",
        "42703 | SELECT y FROM (VALUES (1)) v(x)",
        "42702 | SELECT x FROM (VALUES (1)) v(x), (VALUES (1)) w(x)",
        "42803 | SELECT x, count(*) FROM (VALUES (1)) v(x)",
        "42883 | SELECT nofunction(1)",
        "0A000 | SELECT count(DISTINCT x) OVER () FROM (VALUES (1)) v(x)",
      })
  void statesAreThoseOfTheStandard(String state, String sql) throws SQLException {
    try (Connection connection = open("")) {
      SQLException e = assertThrows(SQLException.class, () -> one(connection, sql));
      assertEquals(state, e.getSQLState(), e.getMessage());
    }
  }

  @Test
  void errorsPointIntoTheText() throws SQLException {
    try (Connection connection = open("")) {
      SQLException syntax = assertThrows(SQLException.class, () -> one(connection, "SELEC 1"));
      assertEquals("42601", syntax.getSQLState());
      assertTrue(syntax.getMessage().contains("line 1, column 1"), syntax.getMessage());
      SQLException zero = assertThrows(SQLException.class, () -> one(connection, "SELECT 1 / 0"));
      assertEquals("22012", zero.getSQLState());
      SQLException missing =
          assertThrows(SQLException.class, () -> one(connection, "SELECT * FROM 'no.parquet'"));
      assertTrue(missing.getMessage().contains("no.parquet"), missing.getMessage());
    }
  }
}
