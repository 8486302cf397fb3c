package io.sheaf.dataframe;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.client.SessionProvider.SettingInfo;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.cache.CachedRows;
import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.sql.ParsedQuery;
import io.sheaf.sql.PlanningSession;
import io.sheaf.sql.SqlPlanner;
import io.sheaf.sql.Statement;
import io.sheaf.sql.StatementParser;
import io.sheaf.sql.lower.Bindings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Does what one statement says. For one thread and one statement. */
final class StatementRunner {
  private static final Pattern EXPLAIN_ANALYZE =
      Pattern.compile("^\\s*EXPLAIN\\s+ANALYZE\\s", Pattern.CASE_INSENSITIVE);

  private final Session session;
  private final SessionCatalog catalog;
  private final StatementCall call;
  private final Settings settings;
  private final Deadline deadline;
  private final List<Expr.Literal> parameters;

  /** {@code parameters}: values of the statement's parameters, in order. */
  StatementRunner(
      Session session,
      StatementCall call,
      Settings settings,
      Deadline deadline,
      List<Expr.Literal> parameters) {
    this.session = session;
    this.catalog = session.catalog();
    this.call = call;
    this.settings = settings;
    this.deadline = deadline;
    this.parameters = List.copyOf(parameters);
  }

  /** Does what a text says, by a plan that was made before where there is one. */
  Result run(String text) {
    StatementCatalog tables = tables();
    Optional<PhysicalPlan> known = known(text, tables);
    if (known.isPresent()) {
      return Result.rows(call, start(known.get(), tables), settings.zone());
    }
    Statement statement = StatementParser.parse(text);
    Parameters.check(statement.parameters(), parameters.size());
    return run(text, statement);
  }

  /** The plan that the text got before, with the values of this call. */
  private Optional<PhysicalPlan> known(String text, StatementCatalog tables) {
    return session.plans().find(key(text), tables).map(query -> query.plan(parameters));
  }

  private PlanCache.Key key(String text) {
    return new PlanCache.Key(text, settings.zone(), Bindings.typesOf(parameters));
  }

  private SqlPlanner planner(StatementCatalog tables) {
    return tables.planner().withParameters(parameters);
  }

  /** The catalog for a statement that writes nothing to memory. */
  private StatementCatalog tables() {
    return tables(rows -> {});
  }

  private StatementCatalog tables(Consumer<List<Batch>> sink) {
    StatementCatalog tables =
        new StatementCatalog(catalog, settings.zone(), this::check, sink, call::hold);
    tables.fillBy(caching());
    return tables;
  }

  private Caching caching() {
    return new Caching(catalog, new CacheQueries(), settings);
  }

  /** Queries that fill the cache run as any other of the statement. */
  private final class CacheQueries implements Caching.Queries {
    @Override
    public StatementCatalog tables() {
      return StatementRunner.this.tables();
    }

    @Override
    public PlanningSession plan(String sql, StatementCatalog tables) {
      return tables.planner().plan(sql);
    }

    @Override
    public QueryRun start(PhysicalPlan plan, StatementCatalog tables) {
      return StatementRunner.this.start(plan, tables);
    }

    @Override
    public CachedRows rows(String name, PhysicalPlan plan, StorageLevel level) {
      return new CachedRows(
          name,
          plan.schema(),
          level,
          session.engine().memory(),
          settings.engine().spillDirectory());
    }
  }

  private Result cache(Statement.CacheTable statement) {
    Caching.level(statement.options());
    statement
        .sql()
        .ifPresent(
            sql -> createView(new Statement.CreateView(statement.name(), false, List.of(), sql)));
    return done(() -> caching().cache(statement));
  }

  private Result done(Runnable change) {
    change.run();
    return done(0);
  }

  /** Ends a statement that was cancelled or is out of time. */
  private void check() {
    call.token().check();
    deadline.left();
  }

  private Result run(String text, Statement statement) {
    return switch (statement) {
      case Statement.Query s -> query(text, s.query());
      case Statement.Explain s -> explain(text, s);
      case Statement.CreateView s -> createView(s);
      case Statement.DropView s -> drop(s.name(), true, s.ifExists());
      case Statement.CreateTable s -> createTable(s);
      case Statement.InsertInto s -> insert(s);
      case Statement.DropTable s -> drop(s.name(), false, s.ifExists());
      case Statement.ShowTables s -> showTables();
      case Statement.Describe s -> describe(s.query());
      case Statement.SetOption s -> set(s);
      case Statement.ResetOption s -> reset(s);
      case Statement.ShowSettings s -> showSettings(s);
      case Statement.Copy s -> copy(s);
      case Statement.CacheTable s -> cache(s);
      case Statement.UncacheTable s -> done(() -> caching().uncache(s));
      case Statement.ClearCache s -> done(() -> caching().clear());
    };
  }

  private Result query(String text, ParsedQuery query) {
    StatementCatalog tables = tables();
    return Result.rows(call, start(plan(text, query, tables).physical(), tables), settings.zone());
  }

  /** Plans a query, and keeps the plan for when its text comes again. */
  private PlanningSession plan(String text, ParsedQuery query, StatementCatalog tables) {
    long names = catalog.version();
    PlanningSession planning = planner(tables).plan(query);
    planning.physical();
    session.plans().keep(key(text), planning, tables, names);
    return planning;
  }

  private QueryRun start(PhysicalPlan plan, StatementCatalog tables) {
    return start(plan, tables, session.engine()::start);
  }

  /** Starts a query that ends when its time is over or its client gives up. */
  private QueryRun start(PhysicalPlan plan, StatementCatalog tables, Starter starter) {
    call.token().check();
    var left = deadline.left();
    QueryRun run = starter.start(plan, settings.engine(), tables, call.token());
    try {
      left.ifPresent(run::timeout);
      call.watch(run);
      return run;
    } catch (RuntimeException | Error e) {
      run.close();
      throw e;
    }
  }

  /** One of the ways in which an engine starts a query. */
  private interface Starter {
    QueryRun start(
        PhysicalPlan plan, EngineSettings settings, StatementCatalog tables, CancelToken cancel);
  }

  /** Runs a plan that writes and returns how many rows it wrote. */
  private long write(PhysicalPlan plan, StatementCatalog tables) {
    long rows = 0;
    try (QueryRun run = start(plan, tables)) {
      for (Batch batch = run.next(); batch != null; batch = run.next()) {
        rows += ((LongColumn) batch.column(0)).values()[0];
      }
    }
    return rows;
  }

  private Result explain(String sql, Statement.Explain statement) {
    StatementCatalog tables = tables();
    String text;
    if (statement.analyze()) {
      QueryPlan planned = analyzed(sql, statement.statement(), tables);
      try (QueryRun run = start(planned.plan(), tables, session.engine()::analyze)) {
        while (run.next() != null) {
          // only the counters are of interest
        }
        text = run.explainAnalyze() + planned.origin();
      }
    } else {
      tables.fillBy(null);
      text = explanation(tables).text(statement.mode(), statement.statement());
    }
    return rows(List.of("plan"), text.lines().map(List::of).toList());
  }

  private Explanation explanation(StatementCatalog tables) {
    return new Explanation(catalog, planner(tables), session.engine().present(), settings.engine());
  }

  /** The plan that the statement behind EXPLAIN ANALYZE would have without it. */
  private QueryPlan analyzed(String sql, Statement statement, StatementCatalog tables) {
    if (!(statement instanceof Statement.Query s)) {
      return QueryPlan.made(explanation(tables).query(statement));
    }
    String text = EXPLAIN_ANALYZE.matcher(sql).replaceFirst("");
    long start = System.nanoTime();
    Optional<PhysicalPlan> known = known(text, tables);
    return known.isPresent()
        ? QueryPlan.known(known.get(), System.nanoTime() - start)
        : QueryPlan.made(plan(text, s.query(), tables));
  }

  private Result createView(Statement.CreateView statement) {
    String sql = statement.sql();
    if (!statement.columns().isEmpty()) {
      String names =
          String.join(", ", statement.columns().stream().map(StatementRunner::quoted).toList());
      sql = "SELECT * FROM (" + sql + ") AS " + quoted(statement.name()) + " (" + names + ")";
    }
    catalog.checkView(statement.name(), statement.orReplace());
    // What is wrong with the query is said now and not when the view is first used.
    StatementCatalog future = tables();
    future.fillBy(null);
    future.pretend(statement.name(), sql);
    future.planner().plan("SELECT * FROM " + quoted(statement.name())).schema();
    catalog.createView(statement.name(), sql, statement.orReplace());
    return done(0);
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private Result drop(String name, boolean view, boolean ifExists) {
    if (!catalog.drop(name, view) && !ifExists) {
      throw catalog.missing(view ? "view" : "table", name);
    }
    return done(0);
  }

  private Result createTable(Statement.CreateTable statement) {
    String name = statement.name();
    Statement.CreateOptions options = statement.options();
    if (options.ifNotExists() && catalog.find(name).isPresent()) {
      return done(0);
    }
    catalog.checkFree(name, options.orReplace());
    if (statement.schema().isPresent()) {
      checkColumns(statement.schema().get());
      catalog.createTable(name, statement.schema().get(), List.of(), options.orReplace());
      return done(0);
    }
    List<Batch> batches = new ArrayList<>();
    StatementCatalog tables = tables(batches::addAll);
    PhysicalPlan plan = planner(tables).plan(statement.query().get()).physical();
    checkColumns(plan.schema());
    long rows = write(WritePlans.intoMemory(plan, name), tables);
    catalog.createTable(name, plan.schema(), batches, options.orReplace());
    return done(rows);
  }

  private static void checkColumns(Schema schema) {
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      if (schema.indexOf(field.name()) != i) {
        throw SheafException.user(
            "DUPLICATE_COLUMN", "a table cannot have two columns '" + field.name() + "'");
      }
      if (field.type() == io.sheaf.columnar.DataType.Simple.NULL) {
        throw SheafException.user(
            "BAD_TYPE", "column '" + field.name() + "' has no type: CAST the NULL to one");
      }
    }
  }

  private Result insert(Statement.InsertInto statement) {
    Schema schema = catalog.table(statement.table()).schema();
    List<Batch> batches = new ArrayList<>();
    StatementCatalog tables = tables(batches::addAll);
    PhysicalPlan plan =
        planner(tables).planInsert(statement.query(), schema, statement.columns()).physical();
    long rows = write(WritePlans.intoMemory(plan, statement.table()), tables);
    checkNulls(statement.table(), schema, batches);
    catalog.append(statement.table(), schema, batches);
    return done(rows);
  }

  private static void checkNulls(String table, Schema schema, List<Batch> batches) {
    for (int i = 0; i < schema.size(); i++) {
      for (Batch batch : schema.field(i).nullable() ? List.<Batch>of() : batches) {
        for (int row = 0; row < batch.rows(); row++) {
          if (batch.column(i).isNull(row)) {
            throw SheafException.user(
                "NOT_NULL", "column " + table + "." + schema.field(i).name() + " takes no NULL");
          }
        }
      }
    }
  }

  private Result copy(Statement.Copy statement) {
    StatementCatalog tables = tables();
    PhysicalPlan plan = planner(tables).plan(statement.query()).physical();
    return done(write(WritePlans.copy(plan, statement.path(), statement.options()), tables));
  }

  private Result showTables() {
    List<List<String>> rows = new ArrayList<>();
    for (String name : catalog.names()) {
      rows.add(List.of(name, catalog.isView(name) ? "VIEW" : "TABLE"));
    }
    return rows(List.of("name", "kind"), rows);
  }

  private Result describe(ParsedQuery query) {
    StatementCatalog tables = tables();
    tables.fillBy(null);
    PlanningSession planning = planner(tables).plan(query);
    List<List<String>> rows = new ArrayList<>();
    for (Field field : planning.schema().fields()) {
      rows.add(List.of(field.name(), field.type().sql(), field.nullable() ? "YES" : "NO"));
    }
    return rows(List.of("column", "type", "nullable"), rows);
  }

  private Result set(Statement.SetOption statement) {
    session.conf().set(statement.key(), statement.value());
    return done(0);
  }

  private Result reset(Statement.ResetOption statement) {
    statement
        .key()
        .ifPresentOrElse(key -> session.conf().reset(key), () -> session.conf().resetAll());
    return done(0);
  }

  private Result showSettings(Statement.ShowSettings statement) {
    if (statement.key().isPresent()) {
      String value = session.conf().get(statement.key().get());
      return rows(List.of(statement.key().get()), List.of(List.of(value)));
    }
    List<List<String>> rows = new ArrayList<>();
    for (SettingInfo setting : session.conf().all()) {
      rows.add(Arrays.asList(setting.key(), setting.value(), setting.description()));
    }
    return rows(List.of("name", "value", "description"), rows);
  }

  private Result rows(List<String> names, List<List<String>> rows) {
    BatchStream stream = BatchList.of(names, rows);
    return Result.rows(call, stream, settings.zone());
  }

  private Result done(long rows) {
    return Result.count(call, rows, settings.zone());
  }
}
