package io.sheaf.dataframe;

import io.sheaf.plan.PhysicalPlan;
import io.sheaf.sql.PlanningSession;
import io.sheaf.sql.PlanningSession.Step;
import java.util.Locale;

/**
 * A query's plan and how it was come by.
 *
 * @param origin a line for EXPLAIN ANALYZE
 */
record QueryPlan(PhysicalPlan plan, String origin) {

  /** A plan from an earlier statement, found in so many nanoseconds. */
  static QueryPlan known(PhysicalPlan plan, long nanos) {
    return new QueryPlan(plan, "planned before, found in " + millis(nanos));
  }

  /** A plan that was made now. */
  static QueryPlan made(PlanningSession planning) {
    PhysicalPlan plan = planning.physical();
    StringBuilder origin = new StringBuilder();
    long total = 0;
    for (Step step : Step.values()) {
      long nanos = planning.nanos(step);
      total += nanos;
      origin
          .append(origin.isEmpty() ? "" : ", ")
          .append(step.name().toLowerCase(Locale.ROOT))
          .append(' ')
          .append(millis(nanos));
    }
    return new QueryPlan(plan, "planned in " + millis(total) + " (" + origin + ")");
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
  }
}
