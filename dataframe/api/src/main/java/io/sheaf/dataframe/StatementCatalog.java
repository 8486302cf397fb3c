package io.sheaf.dataframe;

import io.sheaf.columnar.Batch;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.engine.write.WritableCatalog;
import io.sheaf.sql.Checkpoint;
import io.sheaf.sql.SqlPlanner;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
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

  /**
   * @param zone whose date and time CURRENT_DATE and the like are
   * @param checkpoint ends planning when the statement has to end
   * @param sink takes what the statement writes to memory
   */
  StatementCatalog(
      SessionCatalog session, ZoneId zone, Checkpoint checkpoint, Consumer<List<Batch>> sink) {
    this.session = session;
    this.zone = zone;
    this.checkpoint = checkpoint;
    this.sink = sink;
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

  /** Pretends that a view is there already, to find out what is wrong with it. */
  void pretend(String name, String sql) {
    pendingName = name;
    pendingView = new Entry.View(sql);
  }

  @Override
  public Optional<Entry> find(String name) {
    return name.equalsIgnoreCase(pendingName)
        ? Optional.of(pendingView)
        : session.find(name).map(this::seen);
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
    return seen.computeIfAbsent(ref, session::resolve);
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
