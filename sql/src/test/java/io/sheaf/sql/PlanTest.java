package io.sheaf.sql;

import io.sheaf.columnar.SheafException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plans and errors of small queries. A golden file holds queries in lines that begin with "> ",
 * each followed by its plan and result type, or by the error that a user sees.
 */
class PlanTest {
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

  private static String planned(String query) {
    SqlPlanner planner =
        new SqlPlanner(
            CATALOG,
            new io.sheaf.sql.lower.SimpleConstants(),
            Clock.fixed(Instant.parse("2026-01-02T03:04:05.000006Z"), ZoneOffset.UTC));
    try {
      PlanningSession session = planner.plan(query.replace("\\n", "\n"));
      return PlanText.of(session.physical()) + "\n: " + session.physical().schema();
    } catch (SheafException e) {
      return "! " + e.blame() + " " + e.code() + "\n" + e.getMessage();
    }
  }
}
