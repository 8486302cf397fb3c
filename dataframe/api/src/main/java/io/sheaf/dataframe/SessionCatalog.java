package io.sheaf.dataframe;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.columnar.values.Nearest;
import io.sheaf.connector.Catalog;
import io.sheaf.connector.Connector;
import io.sheaf.connector.Connectors;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.engine.usercode.CodeTable;
import io.sheaf.sql.ParsedViews;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A session's names: views, tables in memory, and any file that a path or glob finds. Thread-safe:
 * each change is one step under the lock, and readers see tables at one version.
 */
public final class SessionCatalog implements Catalog, AutoCloseable {
  private final Connectors connectors = Connectors.load();
  private final TableMemory memory;
  private final Map<String, Named> names = new TreeMap<>();
  private final ParsedViews parsedViews = new ParsedViews();
  private final TableCache cache = new TableCache();
  private final Map<String, CodeTable> codeTables = new ConcurrentHashMap<>();
  private long version;

  /** An entry under the name as its creator wrote it. */
  private record Named(String name, Entry entry) {
    boolean isView() {
      return entry instanceof Entry.View;
    }

    MemoryTable table() {
      return (MemoryTable) ((Entry.Stored) entry).table();
    }
  }

  SessionCatalog(TableMemory memory) {
    this.memory = memory;
  }

  /** What is kept of views from one statement to the next. */
  ParsedViews parsedViews() {
    return parsedViews;
  }

  /** What is kept of tables and views; whoever changes that tells by {@link #cacheChanged}. */
  TableCache cache() {
    return cache;
  }

  /** Plans that were made before may read what is not kept any more, or the other way round. */
  synchronized void cacheChanged() {
    version++;
  }

  /** Rows that code makes can be read by this name, which no user gives, until they are dropped. */
  void addCode(CodeTable table) {
    codeTables.put(table.name(), table);
  }

  /** And what is kept of them. */
  void dropCode(String name) {
    codeTables.remove(name);
    cache.remove(name);
  }

  /** How many names of such rows there are. */
  int codeTables() {
    return codeTables.size();
  }

  @Override
  public synchronized Optional<Entry> find(String name) {
    CodeTable code = codeTables.get(name);
    if (code != null) {
      return Optional.of(new Entry.Stored(code));
    }
    return Optional.ofNullable(names.get(key(name))).map(Named::entry);
  }

  @Override
  public synchronized List<String> names() {
    return names.values().stream()
        .map(Named::name)
        .filter(name -> !name.startsWith(FrameCache.PREFIX))
        .toList();
  }

  /** Whether a view, and not a table, has this name. */
  public synchronized boolean isView(String name) {
    Named named = names.get(key(name));
    return named != null && named.isView();
  }

  /**
   * The table in memory of this name, at its present version.
   *
   * @throws SheafException (USER) when there is none
   */
  public synchronized MemoryTable table(String name) {
    return stored(name).table();
  }

  @Override
  public Table resolve(TableRef ref) {
    if (ref.connector().equals(MemoryTable.CONNECTOR)) {
      return table(ref.location());
    }
    if (ref.connector().equals(CodeTable.CONNECTOR)) {
      return codeTables.get(ref.location());
    }
    if (ref.connector().equals(TableRef.CACHED)) {
      return cache.table(ref.location());
    }
    Connector connector =
        connectors
            .connector(ref.connector())
            .orElseThrow(
                () ->
                    SheafException.user(
                        "NO_FORMAT", "nothing here reads " + ref.connector() + " tables"));
    return connector.table(ref);
  }

  @Override
  public Optional<String> connectorOf(String path) {
    return connectors.connectors().stream()
        .flatMap(connector -> connector.nameOf(path).stream())
        .findFirst();
  }

  @Override
  public synchronized long version() {
    return version;
  }

  /** Refuses a name that a new view cannot take. */
  synchronized void checkView(String name, boolean orReplace) {
    Named known = names.get(key(name));
    if (known != null && (!orReplace || !known.isView())) {
      throw exists(known);
    }
  }

  /** Keeps a view. */
  synchronized void createView(String name, String sql, boolean orReplace) {
    checkView(name, orReplace);
    put(name, new Entry.View(sql));
  }

  /** Refuses a name that is taken, before any work is done for it. */
  synchronized void checkFree(String name, boolean orReplace) {
    Named known = names.get(key(name));
    if (known != null && (!orReplace || known.isView())) {
      throw exists(known);
    }
  }

  /** Keeps a new table, in the place of one that has its name when {@code orReplace} says so. */
  synchronized void createTable(String name, Schema schema, List<Batch> rows, boolean orReplace) {
    checkFree(name, orReplace);
    memory.replace(key(name), rows);
    put(name, new Entry.Stored(MemoryTable.of(name, schema, rows)));
  }

  /**
   * Adds rows to a table in memory.
   *
   * @param schema what the table was when the rows were planned
   * @throws SheafException (USER) when it is another one now
   */
  synchronized void append(String name, Schema schema, List<Batch> rows) {
    Named known = stored(name);
    if (!known.table().schema().equals(schema)) {
      throw SheafException.user(
          "TABLE_CHANGED",
          "table " + known.name() + " was replaced by one with other columns meanwhile");
    }
    memory.reserve(key(name), rows);
    names.put(key(name), new Named(known.name(), new Entry.Stored(known.table().append(rows))));
  }

  /**
   * Gives a table in memory other rows.
   *
   * @param before what the table was when the rows were planned
   * @throws SheafException (USER) when it has changed meanwhile
   */
  synchronized void replace(String name, MemoryTable before, List<Batch> rows) {
    Named known = stored(name);
    if (!known.table().version().equals(before.version())) {
      throw SheafException.user(
          "TABLE_CHANGED", "table " + known.name() + " was changed by another statement meanwhile");
    }
    memory.replace(key(name), rows);
    put(known.name(), new Entry.Stored(known.table().replaced(rows)));
  }

  /** Counts rows that a statement keeps, until {@link #forgetRows}. */
  synchronized void keepRows(String statement, List<Batch> rows) {
    memory.reserve(statement, rows);
  }

  synchronized void forgetRows(String statement) {
    memory.release(statement);
  }

  /** Counts tables against another pool, or fails and leaves things as they are. */
  synchronized void moveTo(MemoryPool pool) {
    memory.moveTo(pool);
    cache.evict();
  }

  /** Forgets a table or view; returns whether there was one. */
  synchronized boolean drop(String name, boolean view) {
    Named known = names.get(key(name));
    if (known == null) {
      return false;
    }
    if (known.isView() != view) {
      throw SheafException.user(
          "WRONG_KIND",
          known.name() + (view ? " is a table: use DROP TABLE" : " is a view: use DROP VIEW"));
    }
    if (!view) {
      memory.release(key(name));
    }
    names.remove(key(name));
    cache.remove(name);
    version++;
    return true;
  }

  /** Forgets all tables. */
  @Override
  public synchronized void close() {
    names.clear();
    codeTables.clear();
    version++;
    cache.close();
    memory.close();
  }

  /** The error for a name that nothing has. */
  synchronized SheafException missing(String kind, String name) {
    return SheafException.user(
        "NO_SUCH_TABLE", "there is no " + kind + " '" + name + "'" + Nearest.hint(name, names()));
  }

  private Named stored(String name) {
    Named known = names.get(key(name));
    if (known == null) {
      throw missing("table", name);
    }
    if (known.isView()) {
      throw SheafException.user("WRONG_KIND", known.name() + " is a view, not a table");
    }
    return known;
  }

  private void put(String name, Entry entry) {
    Named old = names.put(key(name), new Named(name, entry));
    if (old != null && !old.entry().equals(entry)) {
      cache.remove(name);
    }
    version++;
  }

  private static SheafException exists(Named known) {
    return SheafException.user(
        "EXISTS",
        "there already is a " + (known.isView() ? "view '" : "table '") + known.name() + "'");
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
