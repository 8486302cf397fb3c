package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.sql.PlanningSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Plans of the last queries by their text. A plan is used again only while all names mean the same
 * and all tables that it reads are at the version that it was made for. Thread-safe.
 */
final class PlanCache {
  private static final int MOST_PLANS = 256;

  private final Map<String, Planned> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Planned> eldest) {
          return size() > MOST_PLANS;
        }
      };

  /**
   * @param catalogVersion of the session's names
   * @param tableVersions by reference
   */
  private record Planned(
      PhysicalPlan plan, long catalogVersion, Map<TableRef, String> tableVersions) {}

  /** The plan of a text, if it still holds; the catalog then knows the versions of its tables. */
  Optional<PhysicalPlan> find(String text, StatementCatalog catalog) {
    Planned planned;
    synchronized (plans) {
      planned = plans.get(text);
    }
    if (planned == null || planned.catalogVersion() != catalog.version()) {
      return Optional.empty();
    }
    try {
      for (Map.Entry<TableRef, String> table : planned.tableVersions().entrySet()) {
        if (!catalog.resolve(table.getKey()).version().equals(table.getValue())) {
          return Optional.empty();
        }
      }
    } catch (SheafException e) {
      return Optional.empty(); // a file is gone: planning says what the matter is
    }
    return Optional.of(planned.plan());
  }

  /**
   * @param catalogVersion from before planning began
   */
  void keep(String text, PlanningSession planning, long catalogVersion) {
    if (planning.dependsOnTime()) {
      return;
    }
    Map<TableRef, String> versions = new LinkedHashMap<>();
    for (Table table : planning.tables()) {
      versions.put(table.ref(), table.version());
    }
    synchronized (plans) {
      plans.put(text, new Planned(planning.physical(), catalogVersion, versions));
    }
  }
}
