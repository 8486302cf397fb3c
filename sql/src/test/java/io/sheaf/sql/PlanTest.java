package io.sheaf.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.columnar.SheafException;
import io.sheaf.sql.lower.SimpleConstants;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plans and errors of small queries. A golden file holds queries in lines that begin with "> ",
 * each followed by its plan and result type, or by the error that a user sees.
 */
class PlanTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05.000006Z"), ZoneOffset.UTC);

  private static final FixedCatalog CATALOG =
      new FixedCatalog()
          .table(
              "t",
              1000,
              "a int? 100 1 100",
              "b varchar? 50",
              "c decimal? 50 0 10",
              "d date? 100 2000-01-01 2001-01-01",
              "e double? 10",
              "f boolean",
              "g timestamp?",
              "h bigint 1000 1 1000")
          .table(
              "big",
              1_000_000,
              "k int 1000 1 1000",
              "g int 100 1 100",
              "p decimal? 500 0 100",
              "q int? 50 1 50")
          .table("u", 100, "a int? 100 1 100", "b varchar? 50", "x bigint 10")
          .view("v", "SELECT a, b FROM t WHERE a > 1")
          .view("broken", "SELECT a, nothing FROM t")
          .view("endless", "SELECT * FROM endless");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select",
        "joins",
        "subqueries",
        "aggregates",
        "sets",
        "shared",
        "expressions",
        "types",
        "errors"
      })
  void plansAreTheKnownOnes(String topic) throws IOException {
    String name = "plans/" + topic + ".txt";
    StringBuilder actual = new StringBuilder();
    for (String line : GoldenFile.read(name).lines().toList()) {
      if (line.startsWith("> ")) {
        String query = line.substring(2);
        actual.append(line).append('\n').append(planned(query)).append("\n\n");
      }
    }
    GoldenFile.check(name, actual.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1000})
  void planningEndsWhenItIsTold(int patience) {
    String tables =
        IntStream.range(0, 12).mapToObj(i -> "u u" + i).collect(Collectors.joining(", "));
    String conditions =
        IntStream.range(1, 12)
            .mapToObj(i -> "u0.a = u" + i + ".a")
            .collect(Collectors.joining(" AND "));
    String correlated =
        "(SELECT max(b) FROM t WHERE t.a = u0.a AND t.h > (SELECT min(x) FROM u WHERE a = t.a))";
    String query = "SELECT %s FROM %s WHERE %s".formatted(correlated, tables, conditions);
    AtomicInteger asked = new AtomicInteger();
    Checkpoint impatient =
        () -> {
          if (asked.incrementAndGet() >= patience) {
            throw SheafException.user("ENOUGH", "that is enough");
          }
        };
    PlanningSession session =
        new SqlPlanner(CATALOG, new SimpleConstants(), CLOCK, impatient, new ParsedViews())
            .plan(query);
    SheafException e = assertThrows(SheafException.class, session::physical);
    assertEquals("ENOUGH", e.code());
    assertEquals(patience, asked.get());
  }

  private static String planned(String query) {
    SqlPlanner planner =
        new SqlPlanner(CATALOG, new SimpleConstants(), CLOCK, Checkpoint.NONE, new ParsedViews());
    try {
      PlanningSession session = planner.plan(query.replace("\\n", "\n"));
      return PlanText.of(session.physical()) + "\n: " + session.physical().schema();
    } catch (SheafException e) {
      return "! " + e.blame() + " " + e.code() + "\n" + e.getMessage();
    }
  }
}
