package io.sheaf.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values of every type, by every getter. */
class SheafResultSetTest {
  private Connection connection;
  private Statement statement;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sheaf:;threads=1");
    statement = connection.createStatement();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  /** The only row of a query with one column. */
  private ResultSet value(String expression) throws SQLException {
    ResultSet rows = statement.executeQuery("SELECT " + expression + " AS x");
    assertTrue(rows.next());
    return rows;
  }

  private void check(String expression, Object object, String text, int type) throws SQLException {
    ResultSet row = value(expression);
    assertEquals(object, row.getObject(1), expression);
    assertEquals(text, row.getString("X"), expression);
    ResultSetMetaData metadata = row.getMetaData();
    assertEquals(type, metadata.getColumnType(1), expression);
    assertEquals(object.getClass().getName(), metadata.getColumnClassName(1), expression);
    assertFalse(row.wasNull());
  }

  @Test
  void everyTypeHasItsClassAndText() throws SQLException {
    check("TRUE", true, "true", Types.BOOLEAN);
    check("CAST(-7 AS TINYINT)", -7, "-7", Types.TINYINT);
    check("CAST(300 AS SMALLINT)", 300, "300", Types.SMALLINT);
    check("CAST(70000 AS INTEGER)", 70000, "70000", Types.INTEGER);
    check("CAST(5000000000 AS BIGINT)", 5000000000L, "5000000000", Types.BIGINT);
    check("CAST(1.5 AS REAL)", 1.5f, "1.5", Types.REAL);
    check("CAST(0.1 AS DOUBLE)", 0.1, "0.1", Types.DOUBLE);
    check("CAST(12.5 AS DECIMAL(9, 2))", new BigDecimal("12.50"), "12.50", Types.DECIMAL);
    check(
        "CAST('-1234567890123456789012345678.0123456789' AS DECIMAL(38, 10))",
        new BigDecimal("-1234567890123456789012345678.0123456789"),
        "-1234567890123456789012345678.0123456789",
        Types.DECIMAL);
    check("CAST('Straße' AS VARCHAR)", "Straße", "Straße", Types.VARCHAR);
    check("DATE '2024-02-29'", Date.valueOf("2024-02-29"), "2024-02-29", Types.DATE);
    check("TIME '01:02:03'", Time.valueOf("01:02:03"), "01:02:03", Types.TIME);
    check(
        "TIMESTAMP '2024-02-29 01:02:03.456789'",
        Timestamp.valueOf("2024-02-29 01:02:03.456789"),
        "2024-02-29 01:02:03.456789",
        Types.TIMESTAMP);
    check("INTERVAL '14' MONTH", Period.of(1, 2, 0), "1-02", Types.OTHER);
    check("INTERVAL '1' DAY", Duration.ofDays(1), "1 00:00:00", Types.OTHER);
    assertArrayEquals(new byte[] {1, (byte) 0xFF}, value("X'01FF'").getBytes(1));
    assertEquals("01ff", value("X'01FF'").getString(1));
  }

  @Test
  void timesWithZoneFollowTheSession() throws SQLException {
    statement.execute("SET timezone = 'Europe/Berlin'");
    ResultSet row = value("CAST('2024-07-01 10:00:00+00:00' AS TIMESTAMP WITH TIME ZONE)");
    assertEquals("2024-07-01 12:00:00+02:00", row.getString(1));
    assertEquals(OffsetDateTime.parse("2024-07-01T12:00+02:00"), row.getObject(1));
    assertEquals(Instant.parse("2024-07-01T10:00:00Z"), row.getTimestamp(1).toInstant());
    assertEquals(Instant.parse("2024-07-01T10:00:00Z"), row.getObject(1, Instant.class));
  }

  @Test
  void nullIsNullByEveryGetter() throws SQLException {
    ResultSet row = value("CAST(NULL AS INTEGER)");
    assertEquals(0, row.getInt(1));
    assertTrue(row.wasNull());
    assertEquals(0L, row.getLong(1));
    assertEquals(0.0, row.getDouble(1));
    assertFalse(row.getBoolean(1));
    assertNull(row.getString(1));
    assertNull(row.getObject(1));
    assertNull(row.getBigDecimal(1));
    assertNull(row.getDate(1));
    assertNull(row.getTimestamp(1));
    assertNull(row.getBytes(1));
    assertNull(row.getObject(1, Long.class));
    assertTrue(row.wasNull());
  }

  @Test
  void numbersConvertWhereTheyFit() throws SQLException {
    ResultSet row = value("CAST(42.7 AS DECIMAL(5, 1))");
    assertEquals(42, row.getInt(1));
    assertEquals(42L, row.getLong(1));
    assertEquals((short) 42, row.getShort(1));
    assertEquals((byte) 42, row.getByte(1));
    assertEquals(42.7, row.getDouble(1));
    assertEquals(42.7f, row.getFloat(1));
    assertTrue(row.getBoolean(1));
    assertEquals(BigInteger.valueOf(42), row.getObject(1, BigInteger.class));
    assertEquals("42.7", row.getObject(1, String.class));
    ResultSet large = value("CAST(5000000000 AS BIGINT)");
    assertEquals("22003", assertThrows(SQLException.class, () -> large.getInt(1)).getSQLState());
    assertEquals(17, value("'17'").getInt(1));
    ResultSet text = value("'x'");
    assertThrows(SQLException.class, () -> text.getInt(1));
    assertThrows(SQLException.class, () -> text.getDate(1));
  }

  @Test
  void datesAndTimesConvert() throws SQLException {
    ResultSet row = value("TIMESTAMP '2024-02-29 23:30:00'");
    assertEquals(LocalDate.of(2024, 2, 29), row.getObject(1, LocalDate.class));
    assertEquals(LocalTime.of(23, 30), row.getObject(1, LocalTime.class));
    assertEquals(LocalDateTime.of(2024, 2, 29, 23, 30), row.getObject(1, LocalDateTime.class));
    assertEquals(Date.valueOf("2024-02-29"), row.getDate(1));
    assertEquals(Time.valueOf("23:30:00"), row.getTime(1));
    Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
    assertEquals(Instant.parse("2024-02-29T14:30:00Z"), row.getTimestamp(1, tokyo).toInstant());
    ResultSet date = value("DATE '2024-02-29'");
    assertEquals(Timestamp.valueOf("2024-02-29 00:00:00"), date.getTimestamp(1));
    assertEquals(
        Instant.parse("2024-02-28T15:00:00Z").toEpochMilli(), date.getDate(1, tokyo).getTime());
  }

  @Test
  void streamsReadTexts() throws Exception {
    ResultSet row = value("'abc'");
    assertEquals('a', row.getCharacterStream(1).read());
    assertEquals('a', row.getAsciiStream(1).read());
    assertEquals(3, row.getBinaryStream(1).readAllBytes().length);
  }

  @Test
  void positionsAreKept() throws SQLException {
    statement.execute("SET batch.rows = 2");
    ResultSet rows =
        statement.executeQuery("SELECT a FROM (VALUES (1), (2), (3)) AS t(a) ORDER BY a");
    assertTrue(rows.isBeforeFirst());
    assertThrows(SQLException.class, () -> rows.getInt(1));
    for (int i = 1; i <= 3; i++) {
      assertTrue(rows.next());
      assertEquals(i, rows.getRow());
      assertEquals(i, rows.getInt(1));
      assertEquals(i == 1, rows.isFirst());
    }
    assertFalse(rows.next());
    assertFalse(rows.next());
    assertTrue(rows.isAfterLast());
    assertThrows(SQLException.class, () -> rows.getInt(1));
    assertThrows(SQLFeatureNotSupportedException.class, rows::previous);
    assertThrows(SQLFeatureNotSupportedException.class, () -> rows.updateInt(1, 1));
    ResultSet none = statement.executeQuery("SELECT a FROM (VALUES (1)) AS t(a) WHERE FALSE");
    assertFalse(none.isBeforeFirst());
    assertFalse(none.next());
  }

  @Test
  void columnsAreFoundByName() throws SQLException {
    ResultSet row = statement.executeQuery("SELECT 1 AS first, 2 AS \"Second\"");
    assertTrue(row.next());
    assertEquals(2, row.findColumn("SECOND"));
    assertEquals(1, row.getInt("First"));
    SQLException e = assertThrows(SQLException.class, () -> row.getInt("secnd"));
    assertTrue(e.getMessage().contains("did you mean 'Second'?"), e.getMessage());
    assertThrows(SQLException.class, () -> row.getInt(0));
    assertThrows(SQLException.class, () -> row.getInt(3));
  }

  @Test
  void columnsAreDescribed() throws SQLException {
    statement.execute("CREATE TABLE t (a DECIMAL(9, 2) NOT NULL, b VARCHAR(10), c DATE)");
    ResultSetMetaData metadata = statement.executeQuery("SELECT * FROM t").getMetaData();
    assertEquals(3, metadata.getColumnCount());
    assertEquals(
        List.of("a", "DECIMAL", "9", "2"),
        List.of(
            metadata.getColumnLabel(1),
            metadata.getColumnTypeName(1),
            "" + metadata.getPrecision(1),
            "" + metadata.getScale(1)));
    assertEquals(12, metadata.getColumnDisplaySize(1));
    assertTrue(metadata.isSigned(1));
    assertEquals(ResultSetMetaData.columnNullable, metadata.isNullable(2));
    assertEquals(10, metadata.getPrecision(2));
    assertTrue(metadata.isCaseSensitive(2));
    assertEquals("java.sql.Date", metadata.getColumnClassName(3));
    assertInstanceOf(SheafResultSetMetaData.class, metadata.unwrap(ResultSetMetaData.class));
    assertThrows(SQLException.class, () -> metadata.getColumnType(4));
  }
}
