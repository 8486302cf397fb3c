package io.sheaf.jdbc.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random functions over random windows give what DuckDB gives. 2,000 queries with {@code -Psoak},
 * 200 else. A failure prints its seed, the tables and the query.
 */
class RandomWindowsTest {
  private static final int QUERIES = Boolean.getBoolean("sheaf.soak") ? 2000 : 200;
  private static final int QUERIES_PER_DATABASE = 50;
  private static final List<String> COLUMNS = List.of("i", "b", "d", "w", "x", "s", "dt", "f");

  private final long seed = Long.getLong("sheaf.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void answersLikeDuckDb() throws SQLException {
    System.out.println("seed " + seed);
    List<String> differences = new ArrayList<>();
    for (int done = 0; done < QUERIES; done += QUERIES_PER_DATABASE) {
      List<String> setup = new RandomTables(random).statements();
      try (Connection sheaf = DriverManager.getConnection("jdbc:sheaf:" + parted());
          Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
        for (String statement : setup) {
          execute(sheaf, statement);
          execute(duck, statement);
        }
        for (int i = 0; i < QUERIES_PER_DATABASE; i++) {
          String sql = query();
          Answer expected = Answer.of(duck, sql).sorted();
          Answer actual = Answer.of(sheaf, sql).sorted();
          if (expected.rows() == null || !expected.equals(actual)) {
            differences.add(
                "\n"
                    + String.join(";\n", setup)
                    + ";\n"
                    + sql
                    + ";\n-- expected "
                    + expected
                    + "\n-- actual   "
                    + actual);
          }
        }
      }
    }
    assertEquals(List.of(), differences, differences.size() + " differences, seed " + seed);
  }

  /** Some run in partitions of few rows, as between machines. */
  private String parted() {
    return random.nextBoolean() ? "" : ";batch.rows=3;exchange.force=" + (1 + random.nextInt(7));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String query() {
    List<String> items = new ArrayList<>(COLUMNS);
    for (int count = 1 + random.nextInt(3); count > 0; count--) {
      items.add(
          switch (random.nextInt(4)) {
            case 0 -> ranking();
            case 1 -> valueOfARow();
            case 2 -> aggregate(orderedByAll());
            default -> aggregate(orderedByValue());
          });
    }
    String table = one("t1", "t2", "t3", "(SELECT * FROM t1 UNION ALL SELECT * FROM t2) u");
    return "SELECT "
        + String.join(", ", items)
        + " FROM "
        + table
        + (random.nextInt(4) == 0 ? " WHERE i > 0" : "")
        + (random.nextInt(5) == 0
            ? " QUALIFY rank() OVER (" + partition() + "ORDER BY i, s DESC) < 4"
            : "");
  }

  private String ranking() {
    String function = one("rank", "dense_rank", "percent_rank", "cume_dist");
    return function + "() OVER (" + partition() + "ORDER BY " + key(column()) + ")";
  }

  /** What depends on the order of rows gets one in which no different rows are equal. */
  private String valueOfARow() {
    String column = column();
    String frame = frame("ROWS", "" + random.nextInt(4), "" + random.nextInt(4));
    return switch (random.nextInt(6)) {
      case 0 -> "row_number() OVER (" + partition() + allKeys() + ")";
      case 1 -> "ntile(" + (1 + random.nextInt(5)) + ") OVER (" + partition() + allKeys() + ")";
      case 2 ->
          one("lag", "lead")
              + "("
              + column
              + one("", ", 2", ", 3, NULL")
              + ") OVER ("
              + partition()
              + allKeys()
              + ")";
      case 3 -> "first_value(" + column + ") OVER (" + partition() + allKeys() + frame + ")";
      case 4 -> "last_value(" + column + ") OVER (" + partition() + allKeys() + frame + ")";
      default -> "nth_value(" + column + ", 2) OVER (" + partition() + allKeys() + frame + ")";
    };
  }

  private String aggregate(String window) {
    String function =
        switch (random.nextInt(5)) {
          case 0 -> "count(*)";
          case 1 -> "count(" + column() + ")";
          case 2 -> "sum(" + one("i", "b", "d", "w", "x") + ")";
          case 3 -> "avg(" + one("i", "x") + ")";
          default -> one("min", "max") + "(" + one("i", "b", "d", "w", "x", "s", "dt") + ")";
        };
    return function + " OVER (" + window + ")";
  }

  private String orderedByAll() {
    return partition() + allKeys() + frame("ROWS", "" + random.nextInt(4), "" + random.nextInt(4));
  }

  private String orderedByValue() {
    String column = one("i", "b", "d", "x", "dt");
    String unit = column.equals("dt") ? " DAY" : "";
    String most =
        switch (column) {
          case "b" -> "2000000000";
          case "d" -> "3.25";
          default -> "" + random.nextInt(5);
        };
    String distance = unit.isEmpty() ? most : "INTERVAL '" + most + "'" + unit;
    return switch (random.nextInt(4)) {
      case 0 -> partition();
      case 1 -> partition() + "ORDER BY " + key(column());
      default -> partition() + "ORDER BY " + key(column) + frame("RANGE", distance, distance);
    };
  }

  private String frame(String unit, String before, String after) {
    String start = one("UNBOUNDED PRECEDING", before + " PRECEDING", "CURRENT ROW");
    String end =
        start.equals("CURRENT ROW")
            ? one(after + " FOLLOWING", "UNBOUNDED FOLLOWING", "CURRENT ROW")
            : one("CURRENT ROW", after + " FOLLOWING", "UNBOUNDED FOLLOWING");
    String rest =
        unit.equals("RANGE")
            ? one("", "", " EXCLUDE GROUP")
            : one("", "", " EXCLUDE CURRENT ROW", " EXCLUDE GROUP", " EXCLUDE TIES");
    return " " + unit + " BETWEEN " + start + " AND " + end + rest;
  }

  private String partition() {
    return switch (random.nextInt(3)) {
      case 0 -> "";
      case 1 -> "PARTITION BY " + column() + " ";
      default -> "PARTITION BY " + column() + ", " + column() + " ";
    };
  }

  private String allKeys() {
    List<String> columns = new ArrayList<>(COLUMNS);
    Collections.shuffle(columns, random);
    return "ORDER BY " + String.join(", ", columns.stream().map(this::key).toList());
  }

  private String key(String column) {
    return column + one("", " DESC") + one("", " NULLS FIRST", " NULLS LAST");
  }

  private String column() {
    return COLUMNS.get(random.nextInt(COLUMNS.size()));
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
