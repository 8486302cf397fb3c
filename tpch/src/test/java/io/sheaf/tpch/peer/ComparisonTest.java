package io.sheaf.tpch.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.tpch.peer.Comparison.Cell;
import io.sheaf.tpch.peer.Comparison.Line;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is made of measured times. */
class ComparisonTest {
  private static final Comparison COMPARISON =
      new Comparison(
          BigDecimal.ONE,
          4,
          List.of("sheaf", "duckdb"),
          List.of(
              new Line(1, cells(List.of(9.0, 0.1, 0.3, 0.2), List.of(9.0, 0.4, 0.4, 0.4))),
              new Line(6, cells(List.of(9.0, 0.8, 0.8, 0.8), List.of(9.0, 0.1, 0.1, 0.1)))));

  private static Map<String, Cell> cells(List<Double> sheaf, List<Double> duckdb) {
    return Map.of("sheaf", new Cell(sheaf), "duckdb", new Cell(duckdb));
  }

  @Test
  void theFirstRunDoesNotCount() {
    assertEquals(0.2, COMPARISON.lines().getFirst().seconds("sheaf").getAsDouble());
    assertEquals(0.5, COMPARISON.lines().getFirst().ratio("sheaf", "duckdb").getAsDouble(), 1e-9);
    assertEquals(0.4, COMPARISON.geometricMean("sheaf").getAsDouble(), 1e-9);
  }

  @Test
  void aTableHasABarForEachRatio() {
    assertEquals(
        """
        query   sheaf, s  duckdb, s  sheaf/duckdb
        q01        0.200      0.400   0.50 ████
        q06        0.800      0.100   8.00 ████████████████
        mean       0.400      0.200   2.00 ████████████████
        """,
        ReportFormat.TABLE.write(COMPARISON));
  }

  @Test
  void aDocumentTakesMarkdown() {
    assertEquals(
        """
        | query | sheaf, s | duckdb, s | sheaf / duckdb |
        | --- | --- | --- | --- |
        | q01 | 0.200 | 0.400 | 0.50 |
        | q06 | 0.800 | 0.100 | 8.00 |
        | geometric mean | 0.400 | 0.200 | 2.00 |
        """,
        ReportFormat.MARKDOWN.write(COMPARISON));
  }

  @Test
  void programsTakeJson() {
    assertEquals(
        """
        {
          "scale": 1,
          "runs": 4,
          "seconds": [
            {"query": "q01", "sheaf": 0.200000, "duckdb": 0.400000},
            {"query": "q06", "sheaf": 0.800000, "duckdb": 0.100000}
          ],
          "geometric_mean_seconds": {"sheaf": 0.400000, "duckdb": 0.200000}
        }
        """,
        ReportFormat.JSON.write(COMPARISON));
  }

  @Test
  void whoFailedIsNamedAndLeftOutOfTheMeans() {
    Comparison comparison =
        new Comparison(
            BigDecimal.ONE,
            1,
            COMPARISON.engines(),
            List.of(
                COMPARISON.lines().getFirst(),
                new Line(
                    6,
                    Map.of(
                        "sheaf", new Cell(List.of(1.0)), "duckdb", Cell.failed("no such table")))));
    assertEquals(List.of("q06, duckdb: no such table"), comparison.failures());
    assertEquals(0.2, comparison.geometricMean("sheaf").getAsDouble(), 1e-9);
    assertTrue(ReportFormat.TABLE.write(comparison).contains("q06        1.000     failed\n"));
    assertTrue(
        ReportFormat.MARKDOWN.write(comparison).contains("| q06 | 1.000 | failed | failed |"));
    assertTrue(ReportFormat.JSON.write(comparison).contains("\"duckdb\": null"));
  }

  @Test
  void enginesAreKnownByName() {
    assertEquals(List.of(Peer.SPARK, Peer.DUCKDB), Peer.parse("spark, DuckDB,spark"));
    SheafException e = assertThrows(SheafException.class, () -> Peer.parse("duckdv"));
    assertTrue(e.getMessage().contains("did you mean 'duckdb'"), e.getMessage());
    assertThrows(SheafException.class, () -> ReportFormat.parse("html"));
  }
}
