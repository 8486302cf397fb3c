package io.sheaf.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values in place of question marks do what the same constants in the text do. */
class SheafPreparedStatementTest {
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sheaf:");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE t AS SELECT * FROM (VALUES
            (1, 10.50, 'ann', DATE '2020-01-31', TIMESTAMP '2020-01-31 10:00:00', 0.5e0, TRUE),
            (2, 20.25, 'bob', DATE '2020-02-29', TIMESTAMP '2020-02-29 11:30:00', 1.5e0, FALSE),
            (3, NULL, NULL, DATE '2021-03-01', NULL, NULL, NULL),
            (4, 24.12, 'dörte', NULL, TIMESTAMP '2022-04-01 00:00:00', 2.5e0, TRUE))
            AS v (id, price, name, day, moment, x, flag)
          """);
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  /**
   * @param prepared with question marks
   * @param plain the same with constants
   */
  record Pair(String prepared, List<?> values, String plain) {
    @Override
    public String toString() {
      return prepared + " " + values;
    }
  }

  private static Pair pair(String prepared, String plain, Object... values) {
    return new Pair(prepared, Arrays.asList(values), plain);
  }

  static Stream<Pair> pairs() {
    LocalDate day = LocalDate.of(2020, 2, 29);
    return Stream.of(
        pair("SELECT id FROM t WHERE id = ?", "SELECT id FROM t WHERE id = 2", 2),
        pair(
            "SELECT id FROM t WHERE id < ?", "SELECT id FROM t WHERE id < 3000000000", 3000000000L),
        pair("SELECT id FROM t WHERE ? <= id", "SELECT id FROM t WHERE 2 <= id", (short) 2),
        pair(
            "SELECT id FROM t WHERE price < ?",
            "SELECT id FROM t WHERE price < 24.123",
            new BigDecimal("24.123")),
        pair("SELECT id FROM t WHERE price > ?", "SELECT id FROM t WHERE price > 20.25", "20.25"),
        pair("SELECT price * ? FROM t", "SELECT price * 1.125 FROM t", new BigDecimal("1.125")),
        pair("SELECT price / ? FROM t", "SELECT price / 3 FROM t", 3),
        pair("SELECT x * ? FROM t", "SELECT x * 0.1e0 FROM t", 0.1),
        pair("SELECT id FROM t WHERE name = ?", "SELECT id FROM t WHERE name = 'dörte'", "dörte"),
        pair("SELECT id FROM t WHERE name LIKE ?", "SELECT id FROM t WHERE name LIKE 'b%'", "b%"),
        pair("SELECT name || ? FROM t", "SELECT name || ' it''s' FROM t", " it's"),
        pair("SELECT upper(?)", "SELECT upper('abc')", "abc"),
        pair("SELECT ?, ?", "SELECT 'a text', CAST(NULL AS VARCHAR)", "a text", null),
        pair("SELECT ? + 1, ? IS NULL", "SELECT 41 + 1, TRUE", 41, null),
        pair(
            "SELECT id FROM t WHERE day = ?",
            "SELECT id FROM t WHERE day = DATE '2020-02-29'",
            day),
        pair(
            "SELECT id FROM t WHERE day = ?",
            "SELECT id FROM t WHERE day = DATE '2020-02-29'",
            "2020-02-29"),
        pair(
            "SELECT id FROM t WHERE day >= ? - INTERVAL '1' MONTH AND day < ?",
            "SELECT id FROM t WHERE day >= DATE '2020-02-29' - INTERVAL '1' MONTH"
                + " AND day < DATE '2020-02-29'",
            day,
            day),
        pair(
            "SELECT id FROM t WHERE moment > ?",
            "SELECT id FROM t WHERE moment > TIMESTAMP '2020-01-31 10:00:00'",
            LocalDateTime.of(2020, 1, 31, 10, 0)),
        pair(
            "SELECT CAST(? AS TIME)",
            "SELECT TIME '10:15:30.123456'",
            LocalTime.of(10, 15, 30, 123_456_000)),
        pair(
            "SELECT id FROM t WHERE CAST(moment AS TIMESTAMP WITH TIME ZONE) = ?",
            "SELECT id FROM t WHERE moment = TIMESTAMP '2020-02-29 11:30:00'",
            OffsetDateTime.parse("2020-02-29T13:30:00+02:00")),
        pair(
            "SELECT id FROM t WHERE id IN (?, ?, ?)",
            "SELECT id FROM t WHERE id IN (1, 3, 9)",
            1,
            3,
            9),
        pair(
            "SELECT id FROM t WHERE id NOT IN (?, ?)",
            "SELECT id FROM t WHERE id NOT IN (1, NULL)",
            1,
            null),
        pair(
            "SELECT id FROM t WHERE id BETWEEN ? AND ?",
            "SELECT id FROM t WHERE id BETWEEN 2 AND 3",
            2,
            3),
        pair("SELECT id FROM t WHERE flag = ?", "SELECT id FROM t WHERE flag", true),
        pair("SELECT id FROM t WHERE ? IS NULL OR id = ?", "SELECT id FROM t WHERE id = 4", 7, 4),
        pair("SELECT id FROM t WHERE ? IS NULL OR id = ?", "SELECT id FROM t", null, 4),
        pair("SELECT id FROM t WHERE ? = 1", "SELECT id FROM t WHERE FALSE", 2),
        pair("SELECT id FROM t ORDER BY id LIMIT ?", "SELECT id FROM t ORDER BY id LIMIT 2", 2),
        pair(
            "SELECT id FROM t ORDER BY id DESC LIMIT ? OFFSET ?",
            "SELECT id FROM t ORDER BY id DESC LIMIT 2 OFFSET 1",
            2L,
            1),
        pair("SELECT id FROM t ORDER BY id LIMIT ?", "SELECT id FROM t ORDER BY id", (Object) null),
        pair(
            "SELECT count(*), sum(price) FROM t WHERE price IN (SELECT price FROM t WHERE id > ?)",
            "SELECT count(*), sum(price) FROM t WHERE price IN (SELECT price FROM t WHERE id > 1)",
            1),
        pair(
            "SELECT a.id FROM t a JOIN t b ON a.id = b.id + ? WHERE b.name = ?",
            "SELECT a.id FROM t a JOIN t b ON a.id = b.id + 1 WHERE b.name = 'ann'",
            1,
            "ann"),
        pair(
            "SELECT flag, sum(id + ?) FROM t GROUP BY flag HAVING count(*) >= ?",
            "SELECT flag, sum(id + 5) FROM t GROUP BY flag HAVING count(*) >= 2",
            5,
            2),
        pair(
            "SELECT CASE WHEN id = ? THEN ? ELSE name END FROM t",
            "SELECT CASE WHEN id = 1 THEN 'first' ELSE name END FROM t",
            1,
            "first"),
        pair("SELECT coalesce(name, ?) FROM t", "SELECT coalesce(name, 'none') FROM t", "none"),
        pair(
            "SELECT id FROM t WHERE ? IN (SELECT name FROM t)",
            "SELECT id FROM t WHERE 'bob' IN (SELECT name FROM t)",
            "bob"),
        pair("VALUES (?, ?), (?, ?)", "VALUES (1, 'a'), (2, 'b')", 1, "a", 2, "b"),
        pair(
            "SELECT id FROM t WHERE EXISTS (SELECT 1 FROM t u WHERE u.id > 3 LIMIT ?)",
            "SELECT id FROM t",
            1));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void meansTheSameAsConstants(Pair pair) throws SQLException {
    List<List<String>> expected;
    try (Statement statement = connection.createStatement()) {
      expected = rows(statement.executeQuery(pair.plain()));
    }
    try (PreparedStatement statement = connection.prepareStatement(pair.prepared())) {
      for (int run = 0; run < 2; run++) {
        for (int i = 0; i < pair.values().size(); i++) {
          statement.setObject(i + 1, pair.values().get(i));
        }
        assertEquals(expected, rows(statement.executeQuery()));
      }
    }
  }

  private static List<List<String>> rows(ResultSet results) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    while (results.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
        row.add(results.getString(i));
      }
      rows.add(row);
    }
    rows.sort((a, b) -> a.toString().compareTo(b.toString()));
    return rows;
  }

  @Test
  void plansOnceForAllValues() throws SQLException {
    String sql = "SELECT count(*) FROM t WHERE id > ? AND price < ?";
    try (PreparedStatement query = connection.prepareStatement(sql);
        PreparedStatement explain = connection.prepareStatement("EXPLAIN ANALYZE " + sql)) {
      assertEquals(List.of(List.of("2")), rows(with(query, 0, new BigDecimal("22.00"))));
      assertEquals(List.of(List.of("1")), rows(with(query, 1, new BigDecimal("22.00"))));
      assertEquals(List.of(List.of("0")), rows(with(query, 1, new BigDecimal("12.34"))));
      String explained = rows(with(explain, 3, new BigDecimal("99.99"))).toString();
      assertTrue(explained.contains("planned before"), explained);
      String other = rows(with(explain, 3, 99.5e0)).toString();
      assertFalse(other.contains("planned before"), other);
    }
  }

  private static ResultSet with(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement.executeQuery();
  }

  @Test
  void prunesByTheValues() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("EXPLAIN SELECT id FROM t WHERE id + 1 < ? - 1 AND ? = 2")) {
      String plan = rows(with(statement, 10, 2)).toString();
      assertTrue(plan.contains("< 9"), plan);
    }
  }

  @Test
  void writes() throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO t (id, name, day, price) VALUES (?, ?, ?, ?)")) {
      insert.setLong(1, 5);
      insert.setString(2, "eve");
      insert.setDate(3, Date.valueOf("2024-05-05"));
      insert.setBigDecimal(4, new BigDecimal("1.5"));
      assertEquals(1, insert.executeUpdate());
      insert.setInt(1, 6);
      insert.setNull(2, Types.VARCHAR);
      insert.setString(3, "2024-06-06");
      insert.setDouble(4, 2.25);
      insert.addBatch();
      insert.setInt(1, 7);
      insert.addBatch();
      assertArrayEquals(new int[] {1, 1}, insert.executeBatch());
      assertArrayEquals(new int[0], insert.executeBatch());
      assertEquals(
          List.of(
              List.of("5", "eve", "2024-05-05", "1.50"),
              Arrays.asList("6", null, "2024-06-06", "2.25"),
              Arrays.asList("7", null, "2024-06-06", "2.25")),
          rows(statement.executeQuery("SELECT id, name, day, price FROM t WHERE id > 4")));
    }
    try (PreparedStatement create =
        connection.prepareStatement("CREATE TABLE u AS SELECT id FROM t WHERE id >= ?")) {
      create.setInt(1, 6);
      assertEquals(2, create.executeLargeUpdate());
    }
  }

  @Test
  void tellsTheNumberOfABatchThatFails() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO t (id, day) VALUES (?, ?)")) {
      for (String day : List.of("2024-01-01", "no day")) {
        insert.setInt(1, 9);
        insert.setString(2, day);
        insert.addBatch();
      }
      BatchUpdateException e = assertThrows(BatchUpdateException.class, insert::executeBatch);
      assertArrayEquals(new int[] {1}, e.getUpdateCounts());
    }
  }

  @Test
  void setsEveryType() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?")) {
      statement.setBoolean(1, true);
      statement.setByte(2, (byte) -1);
      statement.setShort(3, (short) 300);
      statement.setFloat(4, 1.5f);
      statement.setTimestamp(5, Timestamp.valueOf("2020-01-01 10:11:12.123456"));
      statement.setTime(6, java.sql.Time.valueOf("10:11:12"));
      statement.setBytes(7, new byte[] {1, 2});
      statement.setObject(8, "12.345", Types.DECIMAL, 2);
      statement.setNull(9, Types.INTEGER);
      try (ResultSet results = statement.executeQuery()) {
        assertTrue(results.next());
        assertEquals(true, results.getObject(1));
        assertEquals(-1, results.getInt(2));
        assertEquals(300, results.getInt(3));
        assertEquals(1.5f, results.getFloat(4));
        assertEquals(
            LocalDateTime.parse("2020-01-01T10:11:12.123456"),
            results.getObject(5, LocalDateTime.class));
        assertEquals(LocalTime.of(10, 11, 12), results.getObject(6, LocalTime.class));
        assertArrayEquals(new byte[] {1, 2}, results.getBytes(7));
        assertEquals(new BigDecimal("12.35"), results.getBigDecimal(8));
        assertNull(results.getObject(9));
      }
    }
  }

  @Test
  @Timeout(30)
  void endlessNumbersAreRefusedAtOnce() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT price + ? FROM t")) {
      for (String number : List.of("1e20000000", "-1e-20000000", "1e999999999")) {
        statement.setString(1, number);
        assertEquals(
            "22003", assertThrows(SQLException.class, statement::executeQuery).getSQLState());
        statement.setBigDecimal(1, new BigDecimal(number));
        assertEquals(
            "22003", assertThrows(SQLException.class, statement::executeQuery).getSQLState());
      }
    }
  }

  @Test
  void describesItself() throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("SELECT id, price FROM t WHERE name = ? AND id < ?");
        PreparedStatement set = connection.prepareStatement("SET batch_rows = 1000")) {
      assertEquals(2, query.getParameterMetaData().getParameterCount());
      assertEquals(2, query.getMetaData().getColumnCount());
      assertEquals("price", query.getMetaData().getColumnLabel(2));
      assertEquals(Types.DECIMAL, query.getMetaData().getColumnType(2));
      assertEquals(0, set.getParameterMetaData().getParameterCount());
      assertNull(set.getMetaData());
    }
  }

  @Test
  void refusesWhatIsNotRight() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT id FROM t WHERE id = ? AND day = ? LIMIT ?")) {
      statement.setInt(1, 1);
      assertEquals(
          "07001", assertThrows(SQLException.class, statement::executeQuery).getSQLState());
      SQLException none = assertThrows(SQLException.class, () -> statement.setInt(4, 1));
      assertEquals("parameter 4 of a statement with 3", none.getMessage());
      statement.setString(2, "2020-01-31");
      statement.setInt(3, -1);
      SQLException negative = assertThrows(SQLException.class, statement::executeQuery);
      assertTrue(
          negative.getMessage().startsWith("Parameter 3 counts rows"), negative.getMessage());
      statement.clearParameters();
      assertThrows(SQLException.class, statement::executeQuery);
      assertThrows(SQLException.class, () -> statement.executeQuery("SELECT 1"));
    }
  }
}
