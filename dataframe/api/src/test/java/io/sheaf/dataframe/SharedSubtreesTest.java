package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a query asks for twice and is computed once gives the rows that computing it twice gives.
 * Twice is what happens when the conditions differ in writing.
 */
class SharedSubtreesTest {
  private static final Session SESSION = Session.local(2);

  @BeforeAll
  static void fill() {
    rows("CREATE TABLE few AS SELECT * FROM (VALUES (3), (44)) AS v(j)");
    rows("CREATE TABLE n AS SELECT * FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7)) AS v(i)");
    rows(
        "CREATE TABLE big AS SELECT ((((a.i * 8 + b.i) * 8 + c.i) * 8 + d.i) * 8 + e.i) * 8 + f.i"
            + " AS id, b.i * 8 + d.i AS k, a.i AS g, CASE WHEN f.i < 6 THEN e.i * 1.5 END AS p"
            + " FROM n a, n b, n c, n d, n e, n f");
  }

  @AfterAll
  static void close() {
    SESSION.close();
  }

  private static String rows(String sql) {
    try (Result result = SESSION.sql(sql)) {
      return result.rows().toString();
    }
  }

  private static int shared(String query) {
    return rows("EXPLAIN " + query).split("Shared", -1).length - 1;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WITH r AS (SELECT k, sum(p) AS s, count(*) AS c FROM big WHERE ? GROUP BY k) SELECT * FROM"
            + " r WHERE s = (SELECT max(s) FROM (SELECT k, sum(p) AS s, count(*) AS c FROM big"
            + " WHERE ? GROUP BY k) AS t) ORDER BY k",
        "SELECT k, sum(p * g) AS s FROM big, few WHERE k = j AND ? GROUP BY k"
            + " HAVING sum(p * g) > (SELECT sum(p * g) * 0.02 FROM big, few WHERE k = j"
            + " AND ?) ORDER BY k",
        "SELECT a.k, s, m, c FROM (SELECT k, sum(p) AS s FROM big WHERE ? GROUP BY k) a FULL JOIN"
            + " (SELECT k, max(id) AS m, count(*) AS c FROM big WHERE ? GROUP BY k) b"
            + " ON a.s = b.m + 1000 ORDER BY a.k, m",
        "SELECT k, count(*) AS c FROM big WHERE ? GROUP BY k UNION ALL SELECT k, sum(g) FROM big"
            + " WHERE ? GROUP BY k UNION ALL SELECT k, count(*) FROM big WHERE ? GROUP BY k"
            + " ORDER BY 1, 2"
      })
  void sharedRowsAreTheSame(String query) {
    String once = query.replace("?", "id <> 9");
    String first = query.replaceFirst("\\?", "id - 1 <> 8").replaceFirst("\\?", "id + 0 <> 9");
    assertEquals(rows(first.replace("?", "id - 0 <> 9")), rows(once));
    assertEquals(query.split("\\?", -1).length - 1, shared(once), once);
  }
}
