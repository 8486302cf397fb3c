package io.sheaf.dataframe;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.dataframe.rdd.Jobs;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.cache.CachedTable;
import io.sheaf.engine.spill.Closing;
import io.sheaf.engine.usercode.CodeTable;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.sql.Checkpoint;
import io.sheaf.sql.Statement;
import io.sheaf.sql.frame.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Runs the jobs of rdds as queries of a session. Thread-safe. */
final class RddJobs implements Jobs {
  private final Session session;
  private final Set<String> kept = ConcurrentHashMap.newKeySet();

  RddJobs(Session session) {
    this.session = session;
  }

  @Override
  public Running start(PhysicalPlan plan) {
    session.checkOpen();
    Settings settings = session.conf().settings();
    List<CachedTable> held = new CopyOnWriteArrayList<>();
    StatementCatalog seen =
        new StatementCatalog(
            session.catalog(), settings.zone(), Checkpoint.NONE, batches -> {}, held::add);
    try {
      QueryRun run = session.engine().start(plan, settings.engine(), seen, new CancelToken());
      settings.timeout().ifPresent(run::timeout);
      return new Query(run, held);
    } catch (Throwable t) {
      release(held);
      throw t;
    }
  }

  private record Query(QueryRun run, List<CachedTable> held) implements Running {
    @Override
    public Batch next() {
      return run.next();
    }

    @Override
    public void close() {
      Closing.all(run::close, () -> release(held));
    }
  }

  private static void release(List<CachedTable> held) {
    held.forEach(table -> table.rows().release());
  }

  @Override
  public MemoryLease lease(String owner) {
    return session.engine().memory().lease(owner, false);
  }

  @Override
  public int parallelism() {
    return session.conf().settings().engine().threads();
  }

  @Override
  public String table(Schema schema, Supplier<PhysicalPlan> rows) {
    String name = session.hiddenTables().name("code");
    session.catalog().addCode(new CodeTable(name, schema, rows));
    return name;
  }

  @Override
  public DataFrame frame(String table) {
    return session.frame(
        "table",
        frames -> {
          Relation rows = frames.table(table);
          dropWith(rows, table);
          return frames.alias(rows, "");
        });
  }

  @Override
  public void dropWith(Object reader, String table) {
    SessionCatalog catalog = session.catalog();
    Set<String> rows = kept; // what drops the table must not know the session, which knows readers
    session
        .hiddenTables()
        .dropWith(
            reader,
            table,
            () -> {
              rows.remove(table);
              catalog.dropCode(table);
            });
  }

  @Override
  public void keep(String table, String level) {
    session.run(
        new Statement.CacheTable(table, true, Map.of("storagelevel", level), Optional.empty()));
    kept.add(table);
  }

  @Override
  public void free(String table) {
    kept.remove(table);
    session.run(new Statement.UncacheTable(table, true));
  }

  @Override
  public PhysicalPlan kept(String table) {
    if (kept.contains(table)) {
      session.table(table).take(1); // whoever reads it first has it filled
    }
    return session.plan(session.table(table).relation());
  }
}
