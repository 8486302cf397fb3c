package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts and extremes that statistics tell are those that reading everything would give. */
class KnownAnswersTest {
  private static final String ROWS =
      "SELECT * FROM (VALUES (1, DATE '2024-05-01', 1.25, 'x', 1.5E0, CAST(NULL AS INTEGER)),"
          + " (-7, DATE '1969-12-31', 0.05, 'a', -0.5E0, NULL),"
          + " (NULL, NULL, NULL, NULL, NULL, NULL)) AS v(i, d, n, t, f, e)";

  private final Session session = Session.local(2);

  @TempDir Path folder;

  @AfterEach
  void close() {
    session.close();
  }

  private String rows(String sql) {
    try (Result result = session.sql(sql)) {
      return result.rows().toString();
    }
  }

  private void check(String table, String select, boolean known) {
    String query = "SELECT " + select + " FROM " + table;
    String read = rows(query + " WHERE coalesce(i, 0) < 9");
    assertEquals(read, rows(query), query);
    assertEquals(known, rows("EXPLAIN " + query).contains("Values"), query);
  }

  private void checkAll(String table) {
    check(table, "count(*)", true);
    check(table, "count(*), count(i), min(i), max(i)", true);
    check(table, "min(d), max(d), count(d), count(1)", true);
    check(table, "min(n), max(n)", true);
    check(table, "min(e), max(e), count(e)", true);
    check(table, "count(*) + 1, max(i) * 2", true);
    check(table, "count(DISTINCT i)", false);
    check(table, "count(*), sum(i)", false);
    check(table, "min(t)", false);
    check(table, "max(i + 1)", false);
    check(table, "count(*) FILTER (WHERE i > 0)", false);
  }

  @Test
  void aTableInMemoryKnowsThem() {
    rows("CREATE TABLE t AS " + ROWS);
    checkAll("t");
    rows("INSERT INTO t VALUES (8, DATE '2030-01-01', 2, 'z', 2, 3)");
    checkAll("t");
    rows("CREATE TABLE nothing AS SELECT * FROM t WHERE i > 100");
    check("nothing", "count(*), count(i), min(i), max(d), min(t)", true);
  }

  @Test
  void parquetFilesKnowThem() {
    rows("COPY (" + ROWS + ") TO '" + folder + "/a.parquet'");
    checkAll("'" + folder + "/*.parquet'");
    rows("COPY (SELECT 5 AS i, DATE '2001-01-01' AS d) TO '" + folder + "/b.parquet'");
    check("'" + folder + "/*.parquet'", "count(*), count(e), min(i), max(d)", false);
    check("'" + folder + "/*.parquet'", "count(*)", true);
    rows("CREATE VIEW v AS SELECT i AS j, i FROM '" + folder + "/*.parquet'");
    check("v", "min(j), max(j), count(*)", true);
  }

  @Test
  void textFilesAreRead() throws IOException {
    Files.writeString(folder.resolve("t.csv"), "i\n1\n2\n");
    check("'" + folder + "/t.csv'", "count(*)", false);
  }
}
