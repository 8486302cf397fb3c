package io.sheaf.jdbc;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not fit into memory is answered all the same, and as with plenty of it. */
class SmallMemoryTest {
  private static final int ROWS = 80_000;

  @TempDir static Path folder;

  private static String rows;
  private static String few;

  /** Some 8 MB with long text, all different, and one key that most rows have. */
  @BeforeAll
  static void write() throws SQLException {
    rows = "'" + folder + "/rows.parquet'";
    few = "'" + folder + "/few.parquet'";
    String thousand = IntStream.range(0, 1000).mapToObj(n -> "(" + n + ")").collect(joining(", "));
    try (Connection connection = DriverManager.getConnection("jdbc:sheaf:;threads=2");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          COPY (
            SELECT n, n %% 7 AS k, CASE WHEN n %% 100 = 0 THEN n ELSE 5 END AS heavy,
              'the text of a row that is as long as ' || CAST(n * 7919 AS VARCHAR) || ' says' AS t
            FROM (
              SELECT a.n * 1000 + b.n AS n FROM (VALUES %1$s) AS a(n), (VALUES %1$s) AS b(n)
              WHERE a.n < %2$d) AS x)
          TO %3$s (FORMAT PARQUET)
          """
              .formatted(thousand, ROWS / 1000, rows));
      statement.execute(
          "COPY (SELECT * FROM %s WHERE n < 40 ORDER BY n) TO %s (FORMAT PARQUET)"
              .formatted(rows, few));
    }
  }

  private static List<List<Object>> answer(Connection connection, String query)
      throws SQLException {
    List<List<Object>> answer = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int c = 1; c <= result.getMetaData().getColumnCount(); c++) {
          row.add(result.getObject(c));
        }
        answer.add(row);
      }
    }
    return answer;
  }

  private void check(String settings, List<String> queries) throws SQLException {
    try (Connection plenty = DriverManager.getConnection("jdbc:sheaf:;threads=2");
        Connection little = DriverManager.getConnection("jdbc:sheaf:;threads=2" + settings)) {
      for (String query : queries) {
        String whole = query.replace("FEW", few).replace("ROWS", rows);
        assertEquals(answer(plenty, whole), answer(little, whole), query);
      }
    }
  }

  private static final List<String> JOINS =
      List.of(
          // One key has nearly all rows of the side that is kept, whichever that is.
          "SELECT count(*), sum(f.n), max(r.t) FROM FEW f JOIN ROWS r ON f.heavy = r.heavy",
          "SELECT count(*), sum(f.n), max(r.t) FROM FEW f LEFT JOIN ROWS r"
              + " ON f.heavy = r.heavy AND f.n < r.k",
          "SELECT count(*), sum(f.n), max(r.t) FROM FEW f FULL JOIN ROWS r"
              + " ON f.heavy = r.heavy AND r.t < f.t",
          "SELECT count(*), max(t) FROM FEW WHERE heavy NOT IN"
              + " (SELECT heavy FROM ROWS WHERE n > 150)",
          "SELECT count(*) FROM FEW f WHERE EXISTS"
              + " (SELECT * FROM ROWS r WHERE r.heavy = f.heavy AND r.t > f.t AND r.n <> f.n)",
          "SELECT count(*), max(a.t), min(b.t) FROM ROWS a JOIN ROWS b ON a.t = b.t",
          "SELECT count(*), max(a.t), min(b.t) FROM ROWS a FULL JOIN ROWS b ON a.n = b.n + 40000");

  @Test
  void joinsWithHeavyKeysSpill() throws SQLException {
    check(";memory=2MB", JOINS);
  }

  @Test
  void joinsByAnyConditionSpill() throws SQLException {
    check(
        ";memory=2MB",
        List.of(
            "SELECT count(*), max(r.t), max(f.t) FROM FEW f CROSS JOIN ROWS r",
            "SELECT count(*), max(r.t) FROM ROWS r JOIN FEW f ON r.t < f.t OR f.n = r.k",
            "SELECT count(*), max(r.t) FROM FEW f LEFT JOIN ROWS r ON r.n < f.n AND r.t > f.t",
            "SELECT count(*), max(r.t) FROM FEW f FULL JOIN ROWS r ON r.n < f.n AND r.t > f.t",
            "SELECT count(*), max(a.t) FROM (SELECT * FROM ROWS WHERE k = 1 AND n < 10000) a"
                + " JOIN (SELECT * FROM ROWS WHERE k < 2 AND n > 60000) b ON a.t < b.t"));
  }

  private static final List<String> DISTINCT =
      List.of(
          "SELECT count(DISTINCT t) FROM ROWS",
          "SELECT k, count(DISTINCT t), count(DISTINCT heavy), sum(DISTINCT n), max(t) FROM ROWS"
              + " GROUP BY k ORDER BY k",
          "SELECT count(*) FROM (SELECT DISTINCT t, n FROM ROWS) AS d",
          "SELECT count(*), max(t) FROM (SELECT t FROM ROWS UNION SELECT t FROM FEW) AS u",
          "SELECT count(*) FROM (SELECT t FROM ROWS EXCEPT ALL SELECT t FROM FEW) AS e",
          "SELECT count(*) FROM (SELECT t FROM ROWS INTERSECT SELECT t FROM ROWS WHERE k > 2) AS i",
          "SELECT t, count(*), min(n), avg(n) FROM ROWS GROUP BY t ORDER BY t DESC LIMIT 3");

  @Test
  void groupsAndDistinctValuesSpill() throws SQLException {
    check(";memory=2MB", DISTINCT);
  }

  @Test
  void sortsSpill() throws SQLException {
    check(
        ";memory=2MB",
        List.of(
            "SELECT n, t FROM ROWS ORDER BY t DESC, n",
            "SELECT n FROM ROWS ORDER BY k, heavy DESC, n LIMIT 60000",
            "SELECT * FROM ROWS ORDER BY n LIMIT 10 OFFSET 79000"));
  }

  @Test
  void exchangesSpill() throws SQLException {
    List<String> queries = new ArrayList<>(JOINS);
    queries.addAll(DISTINCT);
    check(";memory=2MB;exchange.force=3", queries);
  }

  /** Shuffles, and tables that every task reads by itself, of which each is too large for it. */
  @Test
  void workersSpill() throws SQLException {
    List<String> queries = new ArrayList<>(JOINS);
    queries.addAll(DISTINCT);
    check(";memory=2MB;workers=2", queries);
  }

  /** The client takes its time: what it has not read yet waits within the limit. */
  @Test
  void resultsWaitForTheirReader() throws SQLException {
    try (Connection little =
            DriverManager.getConnection("jdbc:sheaf:;threads=2;memory=2MB;queries=3");
        Statement slow = little.createStatement();
        ResultSet wide =
            slow.executeQuery(
                "SELECT r.n, r.t || f.t FROM %s r CROSS JOIN %s f WHERE f.n < 20"
                    .formatted(rows, few))) {
      assertTrue(wide.next());
      // Others get their share meanwhile.
      assertEquals(
          List.of(List.of((long) ROWS)), answer(little, "SELECT count(DISTINCT t) FROM " + rows));
      long count = 1;
      while (wide.next()) {
        count++;
      }
      assertEquals(20L * ROWS, count);
    }
  }

  @Test
  void writesTakeWhatThereIs() throws SQLException {
    String copy = "'" + folder + "/copy.parquet'";
    try (Connection little = DriverManager.getConnection("jdbc:sheaf:;threads=2;memory=2MB");
        Statement statement = little.createStatement()) {
      statement.execute("COPY (SELECT * FROM %s) TO %s (FORMAT PARQUET)".formatted(rows, copy));
      String facts = "SELECT count(*), sum(n), max(t), sum(heavy) FROM ";
      assertEquals(answer(little, facts + rows), answer(little, facts + copy));
      String wide =
          IntStream.range(0, 40).mapToObj(i -> "n + " + i + " AS n" + i).collect(joining(", "));
      statement.execute(
          "COPY (SELECT t, %s FROM %s ORDER BY t) TO %s (FORMAT PARQUET)"
              .formatted(wide, rows, copy));
      assertEquals(
          answer(little, "SELECT sum(n), max(t) FROM " + rows),
          answer(little, "SELECT sum(n39) - 39 * count(*), max(t) FROM " + copy));
    }
  }
}
