package io.sheaf.engine.operator;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.ScanRequest;
import io.sheaf.connector.ScanScratch;
import io.sheaf.connector.Split;
import io.sheaf.connector.Table;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.OperatorCounter;
import io.sheaf.engine.pipeline.PipelineSource;
import io.sheaf.plan.PhysicalPlan.Scan;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads a table: its splits lie in a shared queue from which the drivers pull. The exact filter
 * runs inside the reader, between decoding its columns and the others. Thread-safe.
 */
public final class ScanSource implements PipelineSource {
  /** Below so many expected rows a table is not cut just to occupy all threads. */
  private static final double ROWS_WORTH_SPLITTING = 50_000;

  private final Scan scan;
  private final QueryContext query;
  private final OperatorCounter counter;
  private final ScanShare share;
  private final ScanRange range;
  private final ScanFilter filter;
  private final AtomicInteger nextSplit = new AtomicInteger();
  private final AtomicLong remaining;
  private volatile boolean stopped;
  private Prepared prepared;

  /** What one driver's streams need. */
  private record CountedScan(QueryContext query, OperatorCounter counter, ScanScratch scratch)
      implements ScanContext {
    @Override
    public MemoryPool memory() {
      return query.memory();
    }

    @Override
    public void checkCancelled() {
      query.checkCancelled();
    }

    @Override
    public void decoded(long bytes) {
      counter.addDecoded(bytes);
    }
  }

  /**
   * @param edges splits of which not all rows are wanted
   * @param atEdges what is asked of these
   */
  private record Prepared(
      Table table, ScanRequest request, List<Split> splits, Set<Split> edges, ScanRequest atEdges) {
    BatchStream open(Split split, ScanContext context) {
      return table.open(split, edges.contains(split) ? atEdges : request, context);
    }
  }

  /**
   * @param filter what is applied inside the reader
   * @param range what is read of a table that others read other ranges of, or null
   * @param counter is told what was decoded
   */
  public ScanSource(
      Scan scan,
      ScanFilter filter,
      QueryContext query,
      ScanShare share,
      ScanRange range,
      OperatorCounter counter) {
    this.scan = range == null ? scan : range.narrowed(scan);
    this.range = range;
    this.counter = counter;
    this.filter = filter;
    this.query = query;
    this.share = share;
    this.remaining = new AtomicLong(scan.limit());
  }

  @Override
  public Schema schema() {
    return scan.schema();
  }

  @Override
  public int maximumDrivers() {
    return Math.max(1, prepared().splits().size());
  }

  @Override
  public BatchStream open(DriverContext driver) {
    return new ScanStream(prepared());
  }

  /** Nobody wants more rows: all streams end at their next batch. */
  public void stop() {
    stopped = true;
  }

  private synchronized Prepared prepared() {
    if (prepared == null) {
      Table table = query.catalog().resolve(scan.table());
      checkSchema(table);
      ScanFilter.Ready ready = filter.prepare(scan, query.settings().codegen());
      ScanRequest request = request(ready);
      int least = range == null ? minimumSplits() : 0;
      List<Split> all = ready.isEmpty() ? List.of() : table.splits(cut(request), least);
      prepared =
          range == null
              ? new Prepared(table, request, share.of(all), Set.of(), request)
              : new Prepared(table, request, all, range.edges(table, scan), atEdges());
    }
    return prepared;
  }

  private ScanRequest request(ScanFilter.Ready ready) {
    return new ScanRequest(
        scan.columns(),
        ready.predicate(),
        ready.filter(),
        scan.limit(),
        query.settings().batchRows());
  }

  private ScanRequest atEdges() {
    ScanFilter exact = new ScanFilter(range.exactly(scan, filter.condition()), filter.keys());
    return request(exact.prepare(scan, query.settings().codegen()));
  }

  /**
   * What a table that is shared is cut by: what is known of join keys may differ between those who
   * share it.
   */
  private ScanRequest cut(ScanRequest request) {
    return share.count() == 1
        ? request
        : new ScanRequest(
            request.columns(),
            scan.predicate(),
            request.filter(),
            request.limit(),
            request.batchRows());
  }

  private int minimumSplits() {
    EngineSettings settings = query.settings();
    if (settings.scanPartitions() > 0) {
      return Math.max(settings.scanPartitions(), share.count());
    }
    double rows = scan.estimate().rows();
    boolean worthIt = Double.isNaN(rows) || rows >= ROWS_WORTH_SPLITTING || scan.filter() != null;
    return worthIt ? settings.threads() : 0;
  }

  private void checkSchema(Table table) {
    for (int column : scan.columns()) {
      Field planned = scan.tableSchema().field(column);
      if (column >= table.schema().size()
          || !table.schema().type(column).equals(planned.type())
          || !table.schema().field(column).name().equals(planned.name())) {
        throw SheafException.user(
            "TABLE_CHANGED",
            "column "
                + planned.name()
                + " of "
                + scan.table()
                + " changed while the query was planned; run it again");
      }
    }
  }

  private final class ScanStream implements BatchStream {
    private final Prepared work;
    private final ScanContext context = new CountedScan(query, counter, new ScanScratch());
    private BatchStream split;
    private boolean closed;

    ScanStream(Prepared work) {
      this.work = work;
    }

    @Override
    public Schema schema() {
      return scan.schema();
    }

    @Override
    public Batch next() {
      while (!stopped && !closed && remaining.get() > 0) {
        if (split == null) {
          int index = nextSplit.getAndIncrement();
          if (index >= work.splits().size()) {
            context.scratch().leave(null);
            return null;
          }
          split = work.open(work.splits().get(index), context);
        }
        query.checkCancelled();
        Batch batch = split.next();
        if (batch != null) {
          if (scan.limit() != Long.MAX_VALUE) {
            remaining.addAndGet(-batch.selectedRows());
          }
          return batch;
        }
        split.close();
        split = null;
      }
      return null;
    }

    @Override
    public void close() {
      closed = true;
      context.scratch().leave(null);
      if (split != null) {
        BatchStream open = split;
        split = null;
        open.close();
      }
    }
  }
}
