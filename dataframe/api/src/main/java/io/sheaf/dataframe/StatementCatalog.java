package io.sheaf.dataframe;

import io.sheaf.columnar.Batch;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.engine.cache.CachedTable;
import io.sheaf.engine.write.WritableCatalog;
import io.sheaf.sql.Checkpoint;
import io.sheaf.sql.SqlPlanner;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The catalog as one statement sees it: planner and engine get the same version of every table, and
 * files are listed once. Thread-safe.
 */
final class StatementCatalog implements WritableCatalog {
  private static final EngineConstants CONSTANTS = new EngineConstants();

  private final SessionCatalog session;
  private final ZoneId zone;
  private final Consumer<List<Batch>> sink;
  private final Map<TableRef, Table> seen = new ConcurrentHashMap<>();
  private final Map<String, Optional<String>> formats = new ConcurrentHashMap<>();
  private volatile String pendingName;
  private volatile Entry pendingView;
  private volatile Checkpoint checkpoint;
  private volatile String uncachedName;
  private volatile TableCache.Filler filler;
  private final Consumer<CachedTable> holder;
  private final Map<String, MemoryTable> given = new ConcurrentHashMap<>();
  private final Map<String, Entry> named = new ConcurrentHashMap<>();

  /**
   * @param zone whose date and time CURRENT_DATE and the like are
   * @param checkpoint ends planning when the statement has to end
   * @param sink takes what the statement writes to memory
   * @param holder releases what the statement reads of the cache when it is over
   */
  StatementCatalog(
      SessionCatalog session,
      ZoneId zone,
      Checkpoint checkpoint,
      Consumer<List<Batch>> sink,
      Consumer<CachedTable> holder) {
    this.session = session;
    this.holder = holder;
    this.zone = zone;
    this.checkpoint = checkpoint;
    this.sink = sink;
  }

  /** Whose date and time those of the statement are. */
  ZoneId zone() {
    return zone;
  }

  /** Plans queries of the statement. */
  SqlPlanner planner() {
    Checkpoint present = () -> checkpoint.check();
    return new SqlPlanner(this, CONSTANTS, Clock.system(zone), present, session.parsedViews());
  }

  /** Planning is over: what was planned may be kept, and the statement shall not be for that. */
  void planned() {
    checkpoint = Checkpoint.NONE;
  }

  /** Ends the statement if it has to end, as long as it is planned. */
  void check() {
    checkpoint.check();
  }

  /** Pretends that a view is there already, to find out what is wrong with it. */
  void pretend(String name, String sql) {
    pendingName = name;
    pendingView = new Entry.View(sql);
  }

  /** The statement is run: it may have rows made that are to be kept. */
  void fillBy(TableCache.Filler rows) {
    filler = rows;
  }

  /** The rows of this name shall be those that it stands for, and not those that are kept of it. */
  void readSource(String name) {
    uncachedName = name;
  }

  /** A table that only this statement has. */
  void give(MemoryTable table) {
    given.put(table.ref().location().toLowerCase(Locale.ROOT), table);
  }

  @Override
  public Optional<Entry> find(String name) {
    MemoryTable own = given.get(name.toLowerCase(Locale.ROOT));
    if (own != null) {
      seen.put(own.ref(), own);
      return Optional.of(new Entry.Stored(own));
    }
    return name.equalsIgnoreCase(pendingName)
        ? Optional.of(pendingView)
        : source(name).map(entry -> cached(name, entry)).map(this::seen);
  }

  /** What a name stands for, whatever is kept of it. */
  Optional<Entry> source(String name) {
    Optional<Entry> entry = session.find(name);
    entry.ifPresent(found -> named.put(name, found));
    return entry;
  }

  /** What the names stood for that the statement has met. */
  Map<String, Entry> named() {
    return Map.copyOf(named);
  }

  private Entry cached(String name, Entry entry) {
    if (name.equalsIgnoreCase(uncachedName)) {
      return entry;
    }
    return session.cache().find(name, entry, this, filler).<Entry>map(this::upToDate).orElse(entry);
  }

  /** Takes the place of older rows, which a plan that no longer holds may have asked for. */
  private Entry upToDate(CachedTable table) {
    seen.put(table.ref(), held(table));
    return new Entry.Stored(table);
  }

  private Table held(Table table) {
    if (table instanceof CachedTable cached) {
      holder.accept(cached);
    }
    return table;
  }

  private Entry seen(Entry entry) {
    return switch (entry) {
      case Entry.View view -> view;
      case Entry.Stored stored -> {
        Table first = seen.putIfAbsent(stored.table().ref(), stored.table());
        yield first == null ? stored : new Entry.Stored(first);
      }
    };
  }

  @Override
  public List<String> names() {
    return session.names();
  }

  @Override
  public Table resolve(TableRef ref) {
    return seen.computeIfAbsent(ref, unseen -> held(session.resolve(unseen)));
  }

  @Override
  public Optional<String> connectorOf(String path) {
    return formats.computeIfAbsent(path, session::connectorOf);
  }

  /** The versions of all tables that the statement has met. */
  Map<TableRef, String> versions() {
    Map<TableRef, String> versions = new HashMap<>();
    seen.forEach((ref, table) -> versions.put(ref, table.version()));
    return versions;
  }

  /** Those without what is kept: of that the statement has met all that it was made of. */
  Map<TableRef, String> sourceVersions() {
    Map<TableRef, String> versions = versions();
    versions.keySet().removeIf(ref -> ref.connector().equals(TableRef.CACHED));
    return versions;
  }

  /** What reads each of the paths whose format the statement had to find out. */
  Map<String, Optional<String>> formats() {
    return Map.copyOf(formats);
  }

  @Override
  public long version() {
    return session.version();
  }

  @Override
  public void append(String table, List<Batch> batches) {
    sink.accept(batches);
  }
}
