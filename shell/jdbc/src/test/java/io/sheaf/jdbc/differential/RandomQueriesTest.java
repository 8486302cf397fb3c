package io.sheaf.jdbc.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random queries give the same rows as DuckDB, an independent engine. 2,000 queries with {@code
 * -Psoak}, 300 else. A failure prints its seed, the tables and the query.
 */
class RandomQueriesTest {
  private static final int QUERIES = Boolean.getBoolean("sheaf.soak") ? 2000 : 300;
  private static final int QUERIES_PER_DATABASE = 50;

  @Test
  void answersLikeDuckDb() throws SQLException {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<String> differences = new ArrayList<>();
    int refused = 0;
    for (int done = 0; done < QUERIES; done += QUERIES_PER_DATABASE) {
      List<String> setup = new RandomTables(random).statements();
      try (Connection sheaf =
              DriverManager.getConnection(
                  System.getProperty("sheaf.differential.url", "jdbc:sheaf:"));
          Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
        for (String statement : setup) {
          execute(sheaf, statement);
          execute(duck, statement);
        }
        QueryGenerator generator = new QueryGenerator(random);
        for (int i = 0; i < QUERIES_PER_DATABASE; i++) {
          String sql = generator.query();
          Answer expected = Answer.of(duck, sql);
          if (expected.rows() == null) {
            refused++;
            continue;
          }
          Answer actual = Answer.of(sheaf, sql);
          if (!same(sql, expected, actual)) {
            differences.add(report(seed, setup, sql, expected, actual));
          }
        }
      }
    }
    assertEquals(List.of(), differences, differences.size() + " differences, seed " + seed);
    assertTrue(refused < QUERIES / 5, refused + " queries were refused by the oracle");
  }

  private static boolean same(String sql, Answer expected, Answer actual) {
    return sql.contains(" ORDER BY ")
        ? expected.equals(actual)
        : expected.sorted().equals(actual.sorted());
  }

  private static String report(
      long seed, List<String> setup, String sql, Answer expected, Answer actual) {
    return "\n-- seed "
        + seed
        + "\n"
        + String.join(";\n", setup)
        + ";\n"
        + sql
        + ";\n-- expected "
        + expected.sorted()
        + "\n-- actual   "
        + actual.sorted()
        + "\n";
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
