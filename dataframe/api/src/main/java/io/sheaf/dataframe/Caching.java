package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Catalog.Entry;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.cache.Kept;
import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.sql.PlanningSession;
import io.sheaf.sql.Statement;
import java.util.Map;

/** What statements say of the cache, and the queries that fill it. For one statement. */
final class Caching implements TableCache.Filler {
  private static final String LEVEL = "storagelevel";

  private final SessionCatalog catalog;
  private final Queries queries;
  private final Settings settings;

  /** How the statement runs queries. */
  interface Queries {
    /** A catalog for one query. */
    StatementCatalog tables();

    PlanningSession plan(String sql, StatementCatalog tables);

    QueryRun start(PhysicalPlan plan, StatementCatalog tables);

    /** Where the rows of a plan are to be kept. */
    Kept keep(String name, PhysicalPlan plan, StorageLevel level, StatementCatalog tables);

    /** Whether they can be kept with several workers. */
    boolean keepsCopies();
  }

  Caching(SessionCatalog catalog, Queries queries, Settings settings) {
    this.catalog = catalog;
    this.queries = queries;
    this.settings = settings;
  }

  /** CACHE TABLE; the view that it may make is there already. */
  void cache(Statement.CacheTable statement) {
    StorageLevel level = level(statement.options());
    if (level.copies() > 1 && !queries.keepsCopies()) {
      throw SheafException.user(
          "BAD_OPTION",
          "storage level '"
              + level
              + "' asks for copies with two workers, but there are none: leave out _2");
    }
    String name = statement.name();
    Entry entry = catalog.find(name).orElseThrow(() -> catalog.missing("table or view", name));
    catalog.cache().add(name, entry, level);
    catalog.cacheChanged();
    if (!statement.lazy()) {
      queries.tables().find(name);
    }
  }

  static StorageLevel level(Map<String, String> options) {
    for (String key : options.keySet()) {
      if (!key.equals(LEVEL)) {
        throw SheafException.user(
            "BAD_OPTION", "CACHE TABLE knows the option 'storageLevel', not '" + key + "'");
      }
    }
    String level = options.get(LEVEL);
    return level == null ? StorageLevel.MEMORY_AND_DISK : StorageLevel.of(level);
  }

  void uncache(Statement.UncacheTable statement) {
    String name = statement.name();
    if (catalog.find(name).isEmpty() && !statement.ifExists()) {
      throw catalog.missing("table or view", name);
    }
    catalog.cache().remove(name);
    catalog.cacheChanged();
  }

  void clear() {
    catalog.cache().clear();
    catalog.cacheChanged();
  }

  @Override
  public TableCache.Filled fill(String name, StorageLevel level) {
    StatementCatalog tables = queries.tables();
    tables.readSource(name);
    PlanningSession planning =
        queries.plan("SELECT * FROM " + StatementRunner.quoted(name), tables);
    PhysicalPlan plan = planning.physical();
    if (planning.dependsOnTime()) {
      return filled(null, tables);
    }
    Kept rows = queries.keep(name, plan, level, tables);
    boolean whole = false;
    try (QueryRun run = queries.start(rows.filling(plan), tables)) {
      whole = rows.fill(run, settings.engine().batchRows());
    } finally {
      if (!whole) {
        rows.close();
      }
    }
    return filled(whole ? rows : null, tables);
  }

  private static TableCache.Filled filled(Kept rows, StatementCatalog tables) {
    return new TableCache.Filled(rows, tables.zone(), tables.sourceVersions(), tables.named());
  }
}
