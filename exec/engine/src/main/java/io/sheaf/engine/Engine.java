package io.sheaf.engine;

import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.Catalog;
import io.sheaf.engine.cache.CachedRows;
import io.sheaf.engine.cache.Kept;
import io.sheaf.engine.cache.KeptScans;
import io.sheaf.engine.cache.RowKeeper;
import io.sheaf.engine.cache.SpreadRows;
import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.engine.operator.ResultQueue;
import io.sheaf.engine.rdd.Rdd;
import io.sheaf.engine.rdd.RddCompiler;
import io.sheaf.engine.rdd.RddPrinter;
import io.sheaf.engine.schedule.DagScheduler;
import io.sheaf.engine.schedule.ExecutionBackend;
import io.sheaf.engine.schedule.QueryEvent;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.schedule.SchedulerEvent;
import io.sheaf.engine.schedule.ThreadsBackend;
import io.sheaf.engine.shuffle.ShuffleStore;
import io.sheaf.engine.spill.SpillSpace;
import io.sheaf.engine.stage.CodegenPrinter;
import io.sheaf.engine.stage.PlanMetrics;
import io.sheaf.engine.stage.ScanRanges;
import io.sheaf.engine.stage.StageGraph;
import io.sheaf.engine.stage.StagePrinter;
import io.sheaf.engine.usercode.CodeScans;
import io.sheaf.engine.write.StagedWrites;
import io.sheaf.plan.ExchangePlacement;
import io.sheaf.plan.PhysicalPlan;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Runs plans: plan to lineage, lineage to stages, stages on this engine's own threads or wherever
 * its backend has them run. Thread-safe; queries of several clients run side by side within one
 * memory budget.
 */
public final class Engine implements AutoCloseable {
  private final MemoryPool memory;
  private final LongSupplier nanoClock;
  private final ExecutionBackend backend;
  private final AtomicLong queries = new AtomicLong();
  private final DagScheduler scheduler;

  /**
   * @param memory the budget of everything that runs here; stays the caller's
   * @param nanoClock nanoseconds since some moment, for deadlines and the times of operators
   */
  public Engine(MemoryPool memory, LongSupplier nanoClock) {
    this(memory, nanoClock, event -> {});
  }

  /**
   * @param listener hears what happens to queries, on the scheduler's thread; returns quickly and
   *     does not throw
   */
  public Engine(MemoryPool memory, LongSupplier nanoClock, Consumer<QueryEvent> listener) {
    this(memory, nanoClock, listener, new ThreadsBackend());
  }

  /**
   * @param backend runs the stages; closed with the engine
   */
  public Engine(
      MemoryPool memory,
      LongSupplier nanoClock,
      Consumer<QueryEvent> listener,
      ExecutionBackend backend) {
    this(memory, nanoClock, listener, backend, Integer.MAX_VALUE);
  }

  /**
   * @param mostRunning queries that run at a time; others wait in the order of their coming
   */
  public Engine(
      MemoryPool memory,
      LongSupplier nanoClock,
      Consumer<QueryEvent> listener,
      ExecutionBackend backend,
      int mostRunning) {
    this.memory = memory;
    this.nanoClock = nanoClock;
    this.backend = backend;
    this.scheduler = new DagScheduler(backend, nanoClock, listener, mostRunning);
  }

  public MemoryPool memory() {
    return memory;
  }

  /**
   * Starts a query and returns at once; failures come out of the returned stream.
   *
   * @param catalog resolves the plan's tables when the query reads them; a {@link
   *     io.sheaf.engine.write.WritableCatalog} where the plan writes to a table in memory
   * @param cancel stops this query; not used for anything else
   */
  public QueryRun start(
      PhysicalPlan plan, EngineSettings settings, Catalog catalog, CancelToken cancel) {
    return start(plan, settings, catalog, cancel, new PlanMetrics());
  }

  /** As {@link #start}, and measures what the operators allocate: for EXPLAIN ANALYZE. */
  public QueryRun analyze(
      PhysicalPlan plan, EngineSettings settings, Catalog catalog, CancelToken cancel) {
    return start(plan, settings, catalog, cancel, new PlanMetrics(ThreadAllocation::bytes));
  }

  private QueryRun start(
      PhysicalPlan plan,
      EngineSettings settings,
      Catalog catalog,
      CancelToken cancel,
      PlanMetrics metrics) {
    StagedWrites staged = new StagedWrites();
    StageGraph graph;
    try {
      graph = StageGraph.cut(lineage(plan, settings, catalog, staged));
    } catch (RuntimeException | Error e) {
      staged.close();
      throw e;
    }
    QueryContext context =
        new QueryContext(
            settings,
            catalog,
            memory,
            new SpillSpace(settings.spillDirectory()),
            cancel,
            nanoClock);
    QueryExecution execution =
        new QueryExecution(
            queries.incrementAndGet(),
            context,
            staged,
            graph,
            new ShuffleStore(),
            metrics,
            new ResultQueue(cancel, memory));
    scheduler.post(execution, new SchedulerEvent.Submitted());
    return new QueryRun(execution, scheduler);
  }

  /** The lineage of a plan: EXPLAIN (RDD). Nothing runs. */
  public String explainRdd(PhysicalPlan plan, EngineSettings settings, Catalog catalog) {
    return RddPrinter.print(lineage(plan, settings, catalog));
  }

  /** The stages of a plan: EXPLAIN (STAGES). Nothing runs. */
  public String explainStages(PhysicalPlan plan, EngineSettings settings, Catalog catalog) {
    return StagePrinter.print(StageGraph.cut(lineage(plan, settings, catalog)));
  }

  /** The loops that would be generated for a plan: EXPLAIN (CODEGEN). Nothing runs. */
  public static String explainCodegen(PhysicalPlan plan, EngineSettings settings) {
    return settings.codegen() == EngineSettings.Codegen.OFF
        ? "codegen is off: everything is interpreted\n"
        : CodegenPrinter.print(plan);
  }

  private Rdd lineage(PhysicalPlan plan, EngineSettings settings, Catalog catalog) {
    int partitions = partitions(settings);
    return RddCompiler.compile(placed(plan, partitions, catalog), partitions);
  }

  /** The same with folders for what the tasks write. */
  private Rdd lineage(
      PhysicalPlan plan, EngineSettings settings, Catalog catalog, StagedWrites staged) {
    int partitions = partitions(settings);
    return RddCompiler.compile(staged.stage(placed(plan, partitions, catalog)), partitions);
  }

  private int partitions(EngineSettings settings) {
    return settings.forceExchange() > 0 ? settings.forceExchange() : backend.partitions();
  }

  /**
   * A place for the rows of a plan, which are to be kept for later queries; still empty.
   *
   * @param name of what is kept, for people
   * @param catalog resolves the plan's tables
   */
  public Kept keep(
      String name,
      PhysicalPlan plan,
      StorageLevel level,
      EngineSettings settings,
      Catalog catalog) {
    RowKeeper keeper = backend.keeper().orElse(null);
    if (keeper == null) {
      return new CachedRows(name, plan.schema(), level, memory, settings.spillDirectory());
    }
    int partitions = partitions(settings);
    PhysicalPlan readable =
        ExchangePlacement.spreadLocal(
            KeptScans.resolve(CodeScans.resolveInPlace(plan, catalog, partitions), catalog),
            partitions);
    PhysicalPlan spread = ExchangePlacement.spread(readable, partitions, new ScanRanges(catalog));
    return new SpreadRows(name, spread, partitions, level, keeper);
  }

  /** Whether rows can be kept with several workers. */
  public boolean keepsCopies() {
    return backend.keeper().isPresent();
  }

  private PhysicalPlan placed(PhysicalPlan planned, int partitions, Catalog catalog) {
    PhysicalPlan whole = CodeScans.resolve(planned, catalog, partitions);
    PhysicalPlan plan = backend.keeper().isPresent() ? KeptScans.resolve(whole, catalog) : whole;
    boolean oneJvm = backend.partitions() == 1;
    if (oneJvm && partitions == 1) {
      return plan;
    }
    PhysicalPlan readable = oneJvm ? plan : ExchangePlacement.spreadLocal(plan, partitions);
    return ExchangePlacement.place(readable, partitions, new ScanRanges(catalog));
  }

  /** Cancels what runs, waits for it, and ends all threads. */
  @Override
  public void close() {
    scheduler.close();
    backend.close();
  }
}
