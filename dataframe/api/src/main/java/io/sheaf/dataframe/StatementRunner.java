package io.sheaf.dataframe;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.client.SessionProvider.SettingInfo;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.cache.Kept;
import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.sql.FunctionSignature;
import io.sheaf.sql.ParsedQuery;
import io.sheaf.sql.PlanningSession;
import io.sheaf.sql.Recursion;
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

  /** Does what a statement says that was not written as text. */
  Result run(Statement statement) {
    String text = text(statement);
    StatementCatalog tables = tables();
    Optional<PhysicalPlan> known =
        statement instanceof Statement.Query ? known(text, tables) : Optional.empty();
    return known.isPresent()
        ? Result.rows(call, start(known.get(), tables), settings.zone())
        : run(text, statement);
  }

  /** What a plan is kept by. */
  private static String text(Statement statement) {
    return switch (statement) {
      case Statement.Query s -> s.query().text();
      case Statement.Explain s -> text(s.statement());
      default -> "";
    };
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
    public Kept keep(String name, PhysicalPlan plan, StorageLevel level, StatementCatalog tables) {
      return session.engine().present().keep(name, plan, level, settings.engine(), tables);
    }

    @Override
    public boolean keepsCopies() {
      return session.engine().present().keepsCopies();
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
      case Statement.CreateTable s -> done(writes().createTable(s));
      case Statement.InsertInto s -> done(writes().insert(s));
      case Statement.DropTable s -> drop(s.name(), false, s.ifExists());
      case Statement.ShowTables s -> showTables();
      case Statement.Describe s -> describe(s.query());
      case Statement.SetOption s -> set(s);
      case Statement.ResetOption s -> reset(s);
      case Statement.ShowSettings s -> showSettings(s);
      case Statement.Copy s -> done(writes().copy(s));
      case Statement.CacheTable s -> cache(s);
      case Statement.UncacheTable s -> done(() -> caching().uncache(s));
      case Statement.ClearCache s -> done(() -> caching().clear());
      case Statement.Rewrite s -> done(rewrite(s));
      case Statement.ShowFunctions s -> showFunctions(s);
      case Statement.Summarize s -> summarize(s);
    };
  }

  private Result query(String text, ParsedQuery query) {
    Optional<Recursion> recursion = Recursion.of(query);
    if (recursion.isPresent()) {
      return recursive(recursion.get());
    }
    StatementCatalog tables = tables();
    return Result.rows(call, start(plan(text, query, tables).physical(), tables), settings.zone());
  }

  private Result recursive(Recursion recursion) {
    RoundQueries rounds = new RoundQueries();
    StatementCatalog tables = tables(new Rounds(rounds).tables(recursion));
    PhysicalPlan rest = planner(tables).plan(recursion.rest()).physical();
    return Result.rows(call, start(rest, tables), settings.zone());
  }

  /**
   * Rounds of a recursion run as any other query of the statement; their rows count until it is
   * over, as its result is made of them.
   */
  private final class RoundQueries implements Rounds.Runner {
    private final String rows = "WITH RECURSIVE " + System.identityHashCode(this);

    private RoundQueries() {
      call.atEnd(() -> catalog.forgetRows(rows));
    }

    @Override
    public Schema schema(ParsedQuery query, List<MemoryTable> given) {
      return planner(tables(given)).plan(query).schema();
    }

    @Override
    public List<Batch> run(ParsedQuery query, List<MemoryTable> given, Schema schema) {
      StatementCatalog tables = tables(given);
      PhysicalPlan plan = planner(tables).planInsert(query, schema, List.of()).physical();
      List<Batch> made = new ArrayList<>();
      try (QueryRun run = start(plan, tables)) {
        for (Batch batch = run.next(); batch != null; batch = run.next()) {
          Batch frozen = batch.freeze();
          catalog.keepRows(rows, List.of(frozen));
          made.add(frozen);
        }
      }
      return made;
    }
  }

  private StatementCatalog tables(List<MemoryTable> given) {
    StatementCatalog tables = tables();
    given.forEach(tables::give);
    return tables;
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

  /** The statements that write rows, done as they say. */
  private Writes writes() {
    return writes(
        (query, plan, tables) -> {
          try (QueryRun run = start(plan, tables)) {
            return Writes.written(run);
          }
        });
  }

  private Writes writes(Writes.Runner runner) {
    return new Writes(catalog, this::tables, this::planner, runner);
  }

  private Result explain(String sql, Statement.Explain statement) {
    StatementCatalog tables = tables();
    String text;
    if (statement.analyze()) {
      text = analyze(sql, statement.statement(), tables);
    } else {
      tables.fillBy(null);
      text = explanation(tables).text(statement.mode(), statement.statement());
    }
    return rows(List.of("plan"), text.lines().map(List::of).toList());
  }

  /** What happened when the statement was run; what it writes is written. */
  private String analyze(String sql, Statement statement, StatementCatalog tables) {
    StringBuilder told = new StringBuilder();
    Writes writes =
        writes(
            (query, plan, sources) -> {
              try (QueryRun run = start(plan, sources, session.engine()::analyze)) {
                long rows = Writes.written(run);
                told.append(run.explainAnalyze()).append(QueryPlan.made(query).origin());
                return rows;
              }
            });
    if (statement instanceof Statement.CreateTable s && s.query().isPresent()) {
      writes.createTable(s);
    } else if (statement instanceof Statement.InsertInto s) {
      writes.insert(s);
    } else if (statement instanceof Statement.Copy s) {
      writes.copy(s);
    } else {
      told.append(analyzeQuery(sql, statement, tables));
    }
    return told.isEmpty() ? "nothing had to be done" : told.toString();
  }

  private String analyzeQuery(String sql, Statement statement, StatementCatalog tables) {
    QueryPlan planned = analyzed(sql, statement, tables);
    try (QueryRun run = start(planned.plan(), tables, session.engine()::analyze)) {
      while (run.next() != null) {
        // only the counters are of interest
      }
      return run.explainAnalyze() + planned.origin();
    }
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

  private long rewrite(Statement.Rewrite statement) {
    long touched =
        statement
            .touched()
            .map(query -> Long.parseLong(texts(planner(tables()).plan(query)).getFirst()))
            .orElse(-1L);
    long rows = writes().rewrite(statement);
    return touched < 0 ? rows : touched;
  }

  private Result showFunctions(Statement.ShowFunctions statement) {
    Pattern names =
        Pattern.compile(
            Pattern.quote(statement.pattern().orElse("%"))
                .replace("%", "\\E.*\\Q")
                .replace("_", "\\E.\\Q"),
            Pattern.CASE_INSENSITIVE);
    List<List<String>> rows = new ArrayList<>();
    for (FunctionSignature function : FunctionSignature.all()) {
      if (names.matcher(function.name()).matches()) {
        rows.add(
            List.of(
                function.name(),
                function.kind().name(),
                String.join(", ", function.parameters()),
                function.says()));
      }
    }
    return rows(List.of("name", "kind", "parameters", "description"), rows);
  }

  private Result summarize(Statement.Summarize statement) {
    StatementCatalog tables = tables();
    List<List<String>> rows = new ArrayList<>();
    for (Field field : planner(tables).plan(statement.query()).schema().fields()) {
      rows.add(
          Summary.row(
              field, texts(planner(tables).plan(Summary.query(field, statement.source())))));
    }
    return rows(Summary.COLUMNS, rows);
  }

  /** The only row of a query, as texts. */
  private List<String> texts(PlanningSession query) {
    try (QueryRun run = start(query.physical(), tables())) {
      List<String> texts = new ArrayList<>();
      for (Batch batch = run.next(); batch != null; batch = run.next()) {
        for (int i = 0; i < batch.schema().size(); i++) {
          Object value = JavaValues.get(batch.column(i), 0, settings.zone());
          texts.add(value == null ? null : value.toString());
        }
      }
      return texts;
    }
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
