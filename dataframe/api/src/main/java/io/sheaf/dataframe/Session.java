package io.sheaf.dataframe;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.StoreSettings;
import io.sheaf.connector.range.RangeTable;
import io.sheaf.dataframe.rdd.Rdd;
import io.sheaf.dataframe.rdd.Rdds;
import io.sheaf.dataframe.records.RecordSchema;
import io.sheaf.engine.cache.CachedTable;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.sql.Checkpoint;
import io.sheaf.sql.FunctionSignature;
import io.sheaf.sql.ParsedQuery;
import io.sheaf.sql.Statement;
import io.sheaf.sql.frame.Frames;
import io.sheaf.sql.frame.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What users hold: it runs SQL over files and over tables of its own, on threads and within a
 * memory budget of its own. Thread-safe; statements may run at the same time. Closing it cancels
 * what runs and forgets its tables.
 *
 * <pre>{@code
 * try (Session session = Session.local();
 *     Result result = session.sql("SELECT count(*) FROM 'trips/*.parquet'")) {
 *   result.rows().forEach(System.out::println);
 * }
 * }</pre>
 */
public final class Session implements AutoCloseable {
  private static final Pattern URL =
      Pattern.compile("local(\\[(?<threads>\\d+)])?|workers\\[(?<workers>\\d+)]");

  private final SessionConf conf;
  private final SessionEngine engine;
  private final SessionCatalog catalog;
  private final PlanCache plans = new PlanCache();
  private final FrameCache frameCache = new FrameCache(this);
  private final RddJobs jobs = new RddJobs(this);
  private final Rdds rdds = new Rdds(jobs);
  private final Set<StatementCall> running = ConcurrentHashMap.newKeySet();
  private final HiddenTables hiddenTables = new HiddenTables();
  private volatile boolean closed;

  private Session(Settings settings) {
    this.engine = new SessionEngine(settings);
    this.catalog = new SessionCatalog(new TableMemory(engine.memory()));
    this.conf = new SessionConf(settings, this::changed);
    StoreSettings.tell(conf, settings.stores());
  }

  /** A session in this JVM with one thread for each processor. */
  public static Session local() {
    return builder().build();
  }

  /** A session in this JVM. */
  public static Session local(int threads) {
    return builder().set("threads", Integer.toString(threads)).build();
  }

  /**
   * A session whose queries run in worker JVMs of this machine, which it starts and ends; each has
   * one thread for each processor it is given.
   *
   * <pre>{@code
   * try (Session session = Session.withWorkers(2)) {
   *   session.textFile("books/*.txt").count();
   * }
   * }</pre>
   */
  public static Session withWorkers(int workers) {
    return builder().set("workers", Integer.toString(workers)).build();
  }

  /**
   * A session as a text says, so that a program runs here or there by its configuration: {@code
   * local}, {@code local[4]} with so many threads, {@code workers[2]} with so many worker JVMs.
   *
   * @throws SheafException (USER) for any other text: there are no servers to connect to
   */
  public static Session connect(String url) {
    Matcher text = URL.matcher(url);
    if (!text.matches()) {
      throw SheafException.user(
          "BAD_ARGUMENT",
          "connect: there is nothing to connect to at '"
              + url
              + "'; say local, local[threads] or workers[number]");
    }
    if (text.group("workers") != null) {
      return builder().set("workers", text.group("workers")).build();
    }
    String threads = text.group("threads");
    return threads == null ? local() : builder().set("threads", threads).build();
  }

  /** Makes a session by its settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects settings for a new session. For one thread. */
  public static final class Builder {
    private final Map<String, String> settings = new LinkedHashMap<>();

    private Builder() {}

    /** One setting, as {@code SET} takes it; it is checked when the session is built. */
    public Builder set(String key, String value) {
      settings.put(key, value);
      return this;
    }

    /**
     * @throws SheafException (USER) for an unknown key or a bad value
     */
    public Session build() {
      Settings all = Settings.defaults();
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        all = all.with(setting.getKey(), setting.getValue());
      }
      return new Session(all);
    }
  }

  /**
   * Runs one statement. A query's rows are fetched from the result, which has to be closed unless
   * it was read to its end. A query that comes again with other values of its parameters is not
   * planned again.
   *
   * @param parameters one value for each {@code ?} in the text: a Boolean, a number, a String, a
   *     {@code byte[]}, a LocalDate, LocalTime, LocalDateTime, OffsetDateTime, ZonedDateTime or
   *     Instant, or null; a String (and null) takes the type that its place asks for; parts of a
   *     second beyond microseconds are cut
   * @throws SheafException when the statement is wrong or fails
   */
  public Result sql(String text, Object... parameters) {
    return call(text, parameters).run(null);
  }

  /** A statement that can be cancelled by another thread; it has not started yet. */
  public StatementCall call(String text, Object... parameters) {
    return call(runner -> runner.run(text), values(parameters));
  }

  private StatementCall call(StatementCall.Work work, List<?> parameters) {
    checkOpen();
    return new StatementCall(this, work, parameters);
  }

  void checkOpen() {
    if (closed) {
      throw SheafException.user("CLOSED", "this session is closed");
    }
  }

  private static List<?> values(Object... parameters) {
    return Arrays.asList(parameters == null ? new Object[] {null} : parameters);
  }

  /** Runs a statement that was not written as text. */
  Result run(Statement statement) {
    return call(runner -> runner.run(statement), List.of()).run(null);
  }

  /** A table or view. */
  public DataFrame table(String name) {
    return frame("table", frames -> frames.table(name));
  }

  /**
   * A query as a frame: nothing is run before rows are asked for. Its own order is kept only as
   * long as the frame is not changed.
   *
   * @param parameters as {@link #sql} takes them
   */
  public DataFrame query(String text, Object... parameters) {
    return frame("query", frames -> frames.query(text, values(parameters)));
  }

  /** Reads files as frames. */
  public DataFrameReader read() {
    return new DataFrameReader(this, "", Map.of());
  }

  /** The numbers from 0 on before another, as a BIGINT column {@code id}. */
  public DataFrame range(long end) {
    return range(0, end, 1);
  }

  /** The numbers from one on before another, as a BIGINT column {@code id}. */
  public DataFrame range(long start, long end) {
    return range(start, end, 1);
  }

  /** The numbers from one on, in steps, before another, as a BIGINT column {@code id}. */
  public DataFrame range(long start, long end, long step) {
    String numbers = start + ":" + end + ":" + step;
    return frame("range", frames -> frames.files(RangeTable.CONNECTOR, numbers, Map.of()));
  }

  /**
   * Records as a frame, a column for each component, in their order. They are kept in the memory of
   * the session until it is closed.
   *
   * <pre>{@code
   * record Order(long id, String customer, double total) {}
   *
   * session.createDataFrame(List.of(new Order(1, "Ann", 9.5)), Order.class).filter("total > 5")
   * }</pre>
   *
   * @param type the class of all records; see {@link RecordSchema} for what components may be
   * @throws SheafException (USER, {@code BAD_RECORD}) naming a component that no column can hold
   */
  public <T> DataFrame createDataFrame(List<? extends T> records, Class<T> type) {
    checkOpen();
    RecordSchema<T> schema = RecordSchema.of(type);
    String name = hiddenTables.name("records");
    List<Batch> batches = new ArrayList<>();
    int most = conf.settings().engine().batchRows();
    for (int from = 0; from < records.size(); from += most) {
      batches.add(schema.batch(records.subList(from, Math.min(from + most, records.size()))));
    }
    catalog.createTable(name, schema.schema(), batches, false);
    return hidden("createDataFrame", name);
  }

  HiddenTables hiddenTables() {
    return hiddenTables;
  }

  /** A frame that reads a table that no user can name. */
  DataFrame hidden(String method, String table) {
    return frame(method, frames -> frames.alias(frames.table(table), ""));
  }

  /**
   * As {@link #createDataFrame(List, Class)} with the class of the first record.
   *
   * @throws SheafException (USER) when there is no record, or the first is null
   */
  @SuppressWarnings("unchecked") // an element that is of another class is refused as a record of it
  public <T extends Record> DataFrame createDataFrame(List<T> records) {
    if (records.isEmpty()) {
      throw SheafException.user(
          "BAD_ARGUMENT", "createDataFrame: there is no record; name the class of the records");
    }
    if (records.getFirst() == null) {
      throw SheafException.user("BAD_ARGUMENT", "createDataFrame: record 0 is null");
    }
    return createDataFrame(records, (Class<T>) records.getFirst().getClass());
  }

  /** What is planned for a relation, by the rows that are kept of what it is made of. */
  ParsedQuery parsed(Relation relation) {
    return Frames.query(relation, frameCache::name);
  }

  /** The plan of a relation by what is kept now; it runs with a catalog of its own. */
  PhysicalPlan plan(Relation relation) {
    return planned(tables -> tables.planner().plan(parsed(relation)).physical());
  }

  FrameCache frameCache() {
    return frameCache;
  }

  /** A frame; errors name the method that was called. */
  DataFrame frame(String method, Function<Frames, Relation> work) {
    return new DataFrame(this, checked(method, work));
  }

  /** Something that needs to know tables; errors name the method that was called. */
  <R> R checked(String method, Function<Frames, R> work) {
    checkOpen();
    return planned(
        tables -> {
          try {
            return work.apply(new Frames(tables.planner()));
          } catch (SheafException e) {
            throw new SheafException(e.blame(), e.code(), method + ": " + e.getMessage(), e);
          }
        });
  }

  /** Something that is found out by what is kept now; no rows are made for it. */
  private <R> R planned(Function<StatementCatalog, R> work) {
    List<CachedTable> held = new ArrayList<>();
    StatementCatalog tables =
        new StatementCatalog(
            catalog, conf.settings().zone(), Checkpoint.NONE, rows -> {}, held::add);
    tables.fillBy(null);
    try {
      return work.apply(tables);
    } finally {
      held.forEach(table -> table.rows().release());
    }
  }

  /** The session's tables and views, and any file. */
  public SessionCatalog catalog() {
    return catalog;
  }

  /**
   * The functions that SQL and {@link Functions} have, by name, with what they take and give.
   *
   * <pre>{@code
   * session.functions().stream().filter(f -> f.name().startsWith("DATE_")).forEach(...);
   * }</pre>
   */
  public List<FunctionSignature> functions() {
    return FunctionSignature.all();
  }

  /** The session's settings. */
  public SessionConf conf() {
    return conf;
  }

  RddJobs jobs() {
    return jobs;
  }

  /** Makes rdds: datasets for lambdas. */
  public Rdds rdds() {
    return rdds;
  }

  /** An rdd of a list; see {@link Rdds#parallelize(List, int)}. */
  public <T> Rdd<T> parallelize(List<? extends T> elements) {
    return rdds.parallelize(elements);
  }

  /** An rdd of the lines of text files; see {@link Rdds#textFile(String, int)}. */
  public Rdd<String> textFile(String path) {
    return rdds.textFile(path);
  }

  PlanCache plans() {
    return plans;
  }

  SessionEngine engine() {
    return engine;
  }

  void started(StatementCall call) {
    running.add(call);
    if (closed) {
      call.cancel();
    }
  }

  void ended(StatementCall call) {
    running.remove(call);
  }

  private void changed(Settings before, Settings after) {
    if (before.memoryBytes() != after.memoryBytes()
        || before.mostQueries() != after.mostQueries()
        || !before.backend().equals(after.backend()) && (before.isCluster() || after.isCluster())) {
      engine.replace(after, catalog::moveTo);
    }
    if (!before.stores().equals(after.stores())) {
      StoreSettings.tell(conf, after.stores());
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    StoreSettings.forget(conf);
    running.forEach(StatementCall::cancel);
    engine.close();
    running.forEach(StatementCall::abandon);
    catalog.close();
    List<String> open = engine.openLeases();
    if (!open.isEmpty()) {
      throw SheafException.bug("the session is closed, and memory is still held: " + open);
    }
  }
}
