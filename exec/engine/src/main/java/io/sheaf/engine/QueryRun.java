package io.sheaf.engine;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.pipeline.Failures;
import io.sheaf.engine.schedule.DagScheduler;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.schedule.SchedulerEvent;
import io.sheaf.engine.stage.OperatorMetrics;
import io.sheaf.engine.stage.StagePrinter;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PlanPrinter;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A running query as its client sees it: a stream of frozen, dense batches in the query's order.
 * {@link #next()} and {@link #close()} are for one thread at a time; everything else for any
 * thread. When {@code next()} has returned null or thrown, or {@code close()} has returned, nothing
 * of the query runs or is held any more.
 */
public final class QueryRun implements BatchStream {
  private final QueryExecution execution;
  private final DagScheduler scheduler;

  QueryRun(QueryExecution execution, DagScheduler scheduler) {
    this.execution = execution;
    this.scheduler = scheduler;
  }

  @Override
  public Schema schema() {
    return execution.graph().result().rdd().schema();
  }

  /**
   * @throws SheafException the first failure of the query
   */
  @Override
  public Batch next() {
    return execution.results().take();
  }

  /** Stops the query, if it runs, for this reason, which {@link #next()} throws. */
  public void cancel(SheafException reason) {
    execution.context().cancel().cancel(reason);
    scheduler.post(execution, new SchedulerEvent.CancelRequested(reason));
  }

  /** Stops the query if it has not ended after so much time from now. */
  public void timeout(Duration limit) {
    long deadline = deadline(execution.context().nanoClock().getAsLong(), limit);
    scheduler.post(execution, new SchedulerEvent.DeadlineSet(deadline));
  }

  /** {@link Long#MAX_VALUE}, which is never, for a limit of centuries. */
  static long deadline(long nowNanos, Duration limit) {
    long nanos = Math.max(0, TimeUnit.NANOSECONDS.convert(limit));
    return nanos > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : nowNanos + nanos;
  }

  /** Cancels the query unless it has ended, and waits until it has. */
  @Override
  public void close() {
    if (!execution.results().isEnded()) {
      cancel(Failures.cancelled());
    }
    execution.results().abandon();
  }

  /** What every operator did by now; complete when the query has ended. */
  public OperatorMetrics metrics() {
    return execution.operatorMetrics();
  }

  /** The plan that runs, exchanges included. */
  public PhysicalPlan plan() {
    return execution.graph().result().rdd().node();
  }

  /** Bytes written to spill files so far. */
  public long spilledBytes() {
    return execution.context().spill().spilledBytes();
  }

  public String explainStages() {
    return StagePrinter.print(execution.graph());
  }

  /** The plan with each operator's rows and time: EXPLAIN ANALYZE. */
  public String explainAnalyze() {
    Map<PhysicalPlan, OperatorMetrics> byNode = new IdentityHashMap<>();
    collect(metrics(), byNode);
    String text = PlanPrinter.print(plan(), node -> suffix(byNode.get(node)));
    StringBuilder all = new StringBuilder(text);
    execution.metrics().changes().forEach(change -> all.append(change).append('\n'));
    if (spilledBytes() > 0) {
      all.append("spilled ").append(spilledBytes()).append(" bytes\n");
    }
    return all.toString();
  }

  private static void collect(OperatorMetrics metrics, Map<PhysicalPlan, OperatorMetrics> byNode) {
    byNode.put(metrics.node(), metrics);
    metrics.inputs().forEach(m -> collect(m, byNode));
  }

  private static String suffix(OperatorMetrics m) {
    OperatorMetrics.Work work = m.work();
    return String.format(
        Locale.ROOT,
        "  [rows %d, batches %d, %.3f ms%s%s]",
        work.rows(),
        work.batches(),
        work.nanos() / 1e6,
        megabytes(", decoded", work.decodedBytes()),
        megabytes(", allocated", work.allocatedBytes()));
  }

  private static String megabytes(String what, long bytes) {
    return bytes == 0 ? "" : String.format(Locale.ROOT, "%s %.3f MB", what, bytes / 1e6);
  }
}
