package io.sheaf.jdbc.differential;

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
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables in the order of a key, in files whose borders lie anywhere, also amid equal keys: read by
 * ranges of the key in several partitions they give what they give in one.
 */
class KeyRangesTest {
  private static final int FILES = 8;
  private static final int ROWS_PER_FILE = 20_000;

  @TempDir static Path folder;

  private static final List<String> QUERIES =
      List.of(
          "SELECT count(*), sum(o.k), sum(l.v) FROM o JOIN l ON o.k = l.k",
          "SELECT count(*), count(l.v), sum(o.k), sum(l.v) FROM o LEFT JOIN l ON o.k = l.k",
          "SELECT count(*), count(a.k), count(l.v), sum(l.v)"
              + " FROM (SELECT * FROM o WHERE g <> 1) a RIGHT JOIN l ON a.k = l.k",
          "SELECT count(*), count(a.k), count(b.v), sum(a.k), sum(b.v)"
              + " FROM o a FULL JOIN (SELECT * FROM l WHERE g <> 2) b ON a.k = b.k AND a.g = 3",
          "SELECT count(*) FROM o WHERE k IN (SELECT k FROM l WHERE v > 100)",
          "SELECT count(*) FROM o WHERE k NOT IN (SELECT k FROM l WHERE v > 100)",
          "SELECT count(*) FROM o"
              + " WHERE NOT EXISTS (SELECT 1 FROM l WHERE l.k = o.k AND l.g <> o.g)",
          "SELECT count(*), sum(k), sum(c) FROM (SELECT k, count(*) AS c FROM l GROUP BY k) q",
          "SELECT count(*), sum(c) FROM (SELECT k, count(DISTINCT g) AS c FROM l GROUP BY k) q",
          "SELECT count(*), sum(c) FROM (SELECT a.k, count(*) AS c"
              + " FROM (SELECT * FROM o WHERE g <> 1) a FULL JOIN l ON a.k = l.k GROUP BY a.k) q",
          "SELECT count(*), sum(o.k) FROM o LEFT JOIN l ON o.k = l.k LEFT JOIN o c ON l.k = c.k",
          "SELECT count(*), sum(k) FROM (SELECT k FROM o EXCEPT ALL SELECT k FROM l) q");

  @BeforeAll
  static void write() throws SQLException {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("KeyRangesTest seed " + seed);
    Random random = new Random(seed);
    String digits = "(VALUES 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)";
    try (Connection connection = DriverManager.getConnection("jdbc:sheaf:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE t AS SELECT x AS k, x % 7 AS g FROM (SELECT a.d * 100000 + b.d * 10000"
              + " + c.d * 1000 + e.d * 100 + f.d * 10 + h.d AS x FROM (VALUES 0, 1) a (d), "
              + String.join(
                  ", ",
                  List.of("b", "c", "e", "f", "h").stream()
                      .map(name -> digits + " " + name + " (d)")
                      .toList())
              + ") q");
      for (int file = 0; file < FILES; file++) {
        copy(statement, "SELECT k, g FROM t", border(file), border(file + 1), "o", file);
      }
      int from = 0;
      int repeats = 1 + random.nextInt(9);
      for (int file = 0; file < FILES; file++) {
        int to = border(file + 1) - random.nextInt(ROWS_PER_FILE / 2);
        String rows = "SELECT k - k % " + repeats + " AS k, g, k AS v FROM t";
        copy(statement, rows, from, to, "l", file);
        from = to;
      }
    }
  }

  private static int border(int file) {
    return file * ROWS_PER_FILE;
  }

  private static void copy(
      Statement statement, String rows, int from, int to, String table, int file)
      throws SQLException {
    statement.execute(
        "COPY (%s WHERE k >= %d AND k < %d ORDER BY k) TO '%s/%s/%d.parquet'"
            .formatted(rows, from, to, folder, table, file));
  }

  private static List<List<String>> answers(int partitions, List<String> stages)
      throws SQLException {
    List<List<String>> answers = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sheaf:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET exchange.force = " + partitions);
      for (String table : List.of("o", "l")) {
        statement.execute(
            "CREATE VIEW %s AS SELECT * FROM '%s/%s/*.parquet'".formatted(table, folder, table));
      }
      for (String query : QUERIES) {
        answers.add(rows(statement.executeQuery(query)));
        stages.addAll(rows(statement.executeQuery("EXPLAIN (STAGES) " + query)));
      }
    }
    return answers;
  }

  private static List<String> rows(ResultSet results) throws SQLException {
    List<String> rows = new ArrayList<>();
    while (results.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
        row.add(results.getString(i));
      }
      rows.add(row.toString());
    }
    return rows;
  }

  @Test
  void rangesGiveWhatOnePartitionGives() throws SQLException {
    List<List<String>> expected = answers(0, new ArrayList<>());
    for (int partitions = 2; partitions <= 5; partitions++) {
      List<String> stages = new ArrayList<>();
      List<List<String>> found = answers(partitions, stages);
      for (int i = 0; i < QUERIES.size(); i++) {
        assertEquals(expected.get(i), found.get(i), QUERIES.get(i) + " in " + partitions);
      }
      assertTrue(
          partitions < 3 || stages.stream().anyMatch(line -> line.contains("by ranges")),
          "no table was read by ranges");
    }
  }
}
