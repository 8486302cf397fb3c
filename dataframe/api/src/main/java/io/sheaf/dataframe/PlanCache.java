package io.sheaf.dataframe;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.TableRef;
import io.sheaf.sql.PlannedQuery;
import io.sheaf.sql.PlanningSession;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans of the last queries by their text, but for the values of their parameters. A plan is used
 * again only while all names mean the same and all tables that it reads are at the version that it
 * was made for, which a listing of their files tells. Thread-safe.
 */
final class PlanCache {
  private static final int MOST_PLANS = 256;

  /** Longer texts, mostly long lists of values, are hardly ever repeated and their plans large. */
  private static final int MOST_TEXT = 1 << 16;

  private final Map<Key, Kept> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
          return size() > MOST_PLANS;
        }
      };

  /**
   * What a plan depends on besides tables.
   *
   * @param zone of the session, which is part of plans
   * @param parameters their types, as planning sees them
   */
  record Key(String text, ZoneId zone, List<DataType> parameters) {
    Key {
      text = text.strip();
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * @param names version of the session's names
   * @param tables versions by reference
   * @param formats what reads each path that was not told its format
   */
  private record Kept(
      PlannedQuery plan,
      long names,
      Map<TableRef, String> tables,
      Map<String, Optional<String>> formats) {

    boolean holds(StatementCatalog catalog) {
      try {
        return names == catalog.version()
            && formats.entrySet().stream()
                .allMatch(e -> catalog.connectorOf(e.getKey()).equals(e.getValue()))
            && tables.entrySet().stream()
                .allMatch(e -> catalog.resolve(e.getKey()).version().equals(e.getValue()))
            // A name may have changed its meaning while its table was looked up.
            && names == catalog.version();
      } catch (SheafException e) {
        return false; // a file is gone: planning says what the matter is
      }
    }
  }

  /** The plan of a text, if it still holds; the catalog then knows the versions of its tables. */
  Optional<PlannedQuery> find(Key key, StatementCatalog catalog) {
    Kept kept;
    synchronized (plans) {
      kept = plans.get(key);
    }
    return kept != null && kept.holds(catalog) ? Optional.of(kept.plan()) : Optional.empty();
  }

  /**
   * Keeps a plan if it may be used again.
   *
   * @param catalog what it was made with
   * @param names version of the session's names before planning began
   */
  void keep(Key key, PlanningSession planning, StatementCatalog catalog, long names) {
    if (planning.dependsOnTime() || key.text().length() > MOST_TEXT) {
      return;
    }
    catalog.planned();
    Kept kept = new Kept(planning.planned(), names, catalog.versions(), catalog.formats());
    synchronized (plans) {
      // Plans of other names can never be used again, and may hold tables that were dropped.
      plans.values().removeIf(old -> old.names() != names);
      plans.put(key, kept);
    }
  }
}
