package io.sheaf.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.Bytes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DuckDB reads what Sheaf writes, and Sheaf reads what DuckDB writes. */
class DuckDbTest {
  @TempDir Path folder;
  private final Scans scans = new Scans();

  private static void run(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static List<List<String>> query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  @Test
  void duckDbSeesTheSameValues() throws SQLException {
    Schema schema =
        TestData.schema(
            List.of(
                Simple.BOOLEAN,
                Simple.TINYINT,
                Simple.BIGINT,
                Simple.DOUBLE,
                new DataType.Decimal(7, 2),
                new DataType.Decimal(15, 2),
                new DataType.Decimal(38, 3),
                DataType.VARCHAR,
                Simple.DATE,
                Simple.TIME,
                Simple.TIMESTAMP,
                Simple.REAL));
    List<Object[]> values =
        List.of(
            new Object[] {true, null},
            new Object[] {-128L, null},
            new Object[] {Long.MIN_VALUE, null},
            new Object[] {1.5, null},
            new Object[] {new java.math.BigInteger("-12345"), null},
            new Object[] {new java.math.BigInteger("123456789012345"), null},
            new Object[] {
              new java.math.BigInteger("-12345678901234567890123456789012345678"), null
            },
            new Object[] {Bytes.of("h\u00e9llo"), null},
            new Object[] {-1L, null},
            new Object[] {3_723_000_004L, null},
            new Object[] {-1L, null},
            new Object[] {0.25f, null});
    Path path = folder.resolve("values.parquet");
    scans.write(new Random(1), path, schema, values, Map.of());
    assertEquals(
        List.of(
            List.of(
                "true",
                "-128",
                "-9223372036854775808",
                "1.5",
                "-123.45",
                "1234567890123.45",
                "-12345678901234567890123456789012345.678",
                "h\u00e9llo",
                "1969-12-31",
                "01:02:03.000004",
                "1969-12-31 23:59:59.999999",
                "0.25"),
            java.util.Collections.nCopies(12, null)),
        query(columnsAsText(path)));
  }

  private static String columnsAsText(Path path) {
    return "SELECT COLUMNS(*)::VARCHAR FROM '" + path + "'";
  }

  @ParameterizedTest
  @CsvSource({
    "snappy, V1, 122880",
    "zstd, V2, 2048",
    "gzip, V1, 5000",
    "lz4_raw, V2, 122880",
    "uncompressed, V2, 10000"
  })
  void thereAndBack(String codec, String version, int groupRows) throws SQLException {
    Random random = new Random(Scans.seed());
    for (int rows : new int[] {1, 30_000}) {
      List<DataType> types = new ArrayList<>(TestData.TYPES);
      // DuckDB shows these as other types; they have tests of their own.
      types.removeIf(
          t ->
              t == Simple.NULL
                  || t == Simple.INTERVAL_DAY_TIME
                  || t == Simple.INTERVAL_YEAR_MONTH
                  || t instanceof DataType.Char
                  || t instanceof DataType.Varchar v && v.length() < 100);
      Schema schema = TestData.schema(types);
      List<Object[]> values = TestData.random(random, schema, rows);
      Path ours = folder.resolve("ours.parquet");
      Path theirs = folder.resolve("theirs.parquet");
      scans.write(random, ours, schema, values, Map.of("compression", codec));
      run(
          "SET preserve_insertion_order = true",
          "SET threads = 1",
          "COPY (SELECT * FROM '"
              + ours
              + "') TO '"
              + theirs
              + "' (FORMAT PARQUET, CODEC '"
              + codec
              + "', PARQUET_VERSION "
              + version
              + ", ROW_GROUP_SIZE "
              + groupRows
              + ")");
      // DuckDB marks columns without NULLs as required, so nullability may differ.
      assertEquals(types, scans.schema(theirs).fields().stream().map(f -> f.type()).toList());
      List<List<Object>> expected = Scans.rows(values);
      List<List<Object>> actual = scans.read(theirs, 8192, 0);
      assertEquals(expected.size(), actual.size());
      for (int i = 0; i < rows; i++) {
        assertEquals(expected.get(i), actual.get(i), "row " + i);
      }
      assertEquals(expected, scans.read(theirs, 100, 7));
      RandomFilter.check(random, scans, theirs, expected);
    }
  }

  @Test
  void typesThatSheafLacks() throws SQLException {
    Path path = folder.resolve("other.parquet");
    run(
        "COPY (SELECT 255::UTINYINT a, 65535::USMALLINT b, 4294967295::UINTEGER c,"
            + " 18446744073709551615::UBIGINT d, '01234567-89ab-cdef-0123-456789abcdef'::UUID e,"
            + " TIMESTAMP_S '2001-02-03 04:05:06' f, TIMESTAMP_MS '2001-02-03 04:05:06.789' g,"
            + " TIMESTAMP_NS '2001-02-03 04:05:06.789012' h, '[1]'::JSON i,"
            + " 'x'::ENUM('x', 'y') j) TO '"
            + path
            + "' (FORMAT PARQUET)");
    List<Object> row = scans.read(path, 10, 0).getFirst();
    assertEquals(255L, row.get(0));
    assertEquals(65535L, row.get(1));
    assertEquals(4294967295L, row.get(2));
    assertEquals(new java.math.BigInteger("18446744073709551615"), row.get(3));
    assertEquals(Bytes.of("01234567-89ab-cdef-0123-456789abcdef"), row.get(4));
    assertEquals(981173106000000L, row.get(5));
    assertEquals(981173106789000L, row.get(6));
    assertEquals(981173106789012L, row.get(7));
    assertEquals(Bytes.of("[1]"), row.get(8));
    assertEquals(Bytes.of("x"), row.get(9));
  }

  @Test
  void intervalsKeepTheirType() throws SQLException {
    Schema schema =
        TestData.schema(
            List.of(Simple.INTERVAL_DAY_TIME, Simple.INTERVAL_YEAR_MONTH, new DataType.Char(3)));
    Path path = folder.resolve("intervals.parquet");
    scans.write(
        new Random(1),
        path,
        schema,
        List.of(new Object[] {5L}, new Object[] {-7L}, new Object[] {Bytes.of("abc")}),
        Map.of());
    assertEquals(List.of(List.of("5", "-7", "abc")), query(columnsAsText(path)));
    assertEquals(schema, scans.schema(path));
  }

  @Test
  void statisticsAreUsedByDuckDb() throws SQLException {
    Random random = new Random(Scans.seed());
    Schema schema = TestData.schema(List.of(Simple.BIGINT, DataType.VARCHAR));
    List<Object[]> values = TestData.random(random, schema, 5000);
    Path path = folder.resolve("stats.parquet");
    scans.write(random, path, schema, values, Map.of("row_group_rows", "500"));
    for (int i = 0; i < 20; i++) {
      Object wanted = values.get(0)[random.nextInt(5000)];
      if (wanted != null) {
        long expected = java.util.Arrays.stream(values.get(0)).filter(wanted::equals).count();
        assertEquals(
            List.of(List.of(String.valueOf(expected))),
            query("SELECT count(*) FROM '" + path + "' WHERE c0 = " + wanted));
      }
    }
    assertTrue(query("SELECT * FROM parquet_metadata('" + path + "')").size() == 20);
  }
}
