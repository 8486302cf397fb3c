package io.sheaf.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.plan.PhysicalPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plans of TPC-H over the statistics of scale factor 1. */
class TpchPlanTest {
  private static final int MAX_LINES = 30;

  /**
   * The runner's own texts, so that there is one copy of them; its module cannot be seen from here.
   */
  private static final Path QUERIES = Path.of("../tpch/src/main/resources/io/sheaf/tpch/queries");

  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
  void planIsTheKnownOne(int number) throws IOException {
    String name = String.format("q%02d", number);
    PhysicalPlan plan =
        new SqlPlanner(FixedCatalog.tpch())
            .plan(Files.readString(QUERIES.resolve(name + ".sql")))
            .physical();
    String text = PlanText.of(plan);
    assertTrue(text.lines().count() <= MAX_LINES, text);
    assertEquals(List.of(), crossProducts(plan), text);
    GoldenFile.check("tpch/" + name + ".plan", text);
  }

  /** Joins without a key of which neither side is known to be tiny. */
  private static List<PhysicalPlan> crossProducts(PhysicalPlan plan) {
    List<PhysicalPlan> found = new java.util.ArrayList<>();
    if (plan instanceof PhysicalPlan.NestedLoopJoin join && join.right().estimate().rows() > 2) {
      found.add(join);
    }
    plan.inputs().forEach(input -> found.addAll(crossProducts(input)));
    return found;
  }
}
