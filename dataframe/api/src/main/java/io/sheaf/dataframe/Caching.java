package io.sheaf.dataframe;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Concat;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Catalog.Entry;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.cache.CachedRows;
import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.sql.PlanningSession;
import io.sheaf.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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

    /** Where rows are kept. */
    CachedRows rows(String name, PhysicalPlan plan, StorageLevel level);
  }

  Caching(SessionCatalog catalog, Queries queries, Settings settings) {
    this.catalog = catalog;
    this.queries = queries;
    this.settings = settings;
  }

  /** CACHE TABLE; the view that it may make is there already. */
  void cache(Statement.CacheTable statement) {
    StorageLevel level = level(statement.options());
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
    CachedRows rows = queries.rows(name, plan, level);
    boolean whole = false;
    try (QueryRun run = queries.start(plan, tables)) {
      whole = read(run, rows);
    } finally {
      if (!whole) {
        rows.close();
      }
    }
    if (whole) {
      rows.finish();
    }
    return filled(whole ? rows : null, tables);
  }

  private static TableCache.Filled filled(CachedRows rows, StatementCatalog tables) {
    return new TableCache.Filled(rows, tables.zone(), tables.sourceVersions(), tables.named());
  }

  /** Takes all rows, in batches of a good size; false when there is no place for them. */
  private boolean read(QueryRun run, CachedRows rows) {
    List<Batch> pending = new ArrayList<>();
    int pendingRows = 0;
    for (Batch batch = run.next(); batch != null; batch = run.next()) {
      pending.add(batch);
      pendingRows += batch.selectedRows();
      if (pendingRows >= settings.engine().batchRows() / 2) {
        if (!add(pending, rows)) {
          return false;
        }
        pendingRows = 0;
      }
    }
    return pending.isEmpty() || add(pending, rows);
  }

  private static boolean add(List<Batch> pending, CachedRows rows) {
    Batch all = pending.size() == 1 ? pending.getFirst() : Concat.batches(rows.schema(), pending);
    pending.clear();
    return rows.add(all);
  }
}
