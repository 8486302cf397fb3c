package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Concat;
import io.sheaf.columnar.Footprint;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.operator.LimitStep;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.pipeline.PipelineSource;
import io.sheaf.engine.spill.Closing;
import io.sheaf.plan.PhysicalPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * The first rows of an order without sorting the rest: each driver keeps a small buffer that it
 * cuts back to the best rows when it is full, and skips rows that cannot beat its worst. The bound
 * on the node's offset plus count keeps that small. Where memory is refused even so, drivers hand
 * what they keep, and the rows that follow, to a full sort.
 */
public final class TopNOperator {
  private static final int SLACK_ROWS = 8192;

  private final PhysicalPlan.TopN node;
  private final Schema schema;
  private final SortOrder order;
  private final QueryContext query;
  private final int keep;
  private final MemoryLease lease;
  private final List<Batch> best = new ArrayList<>();

  /** Takes over when memory is refused; null until then. */
  private SortOperator sort;

  private PipelineSink sortSink;

  public TopNOperator(PhysicalPlan.TopN node, QueryContext query) {
    this.node = node;
    this.schema = node.schema();
    this.order = new SortOrder(node.keys());
    this.query = query;
    this.keep = Math.toIntExact(node.offset() + node.count());
    this.lease = query.memory().lease("TopN", false);
  }

  public PipelineSink sink() {
    return new Sink();
  }

  public PipelineSource source() {
    return new Source();
  }

  private final class Sink implements PipelineSink {
    @Override
    public Writer open(DriverContext driver) {
      return new Keeper(driver);
    }

    /** Drivers that had finished before the sort took over have rows left. */
    @Override
    public void finish() {
      synchronized (best) {
        if (sort != null) {
          try (Writer rest = sortSink.open(null)) {
            best.forEach(rest::write);
            best.clear();
            lease.shrink(lease.heldBytes());
            rest.finish();
          }
          sortSink.finish();
        }
      }
    }

    @Override
    public void close() {
      synchronized (best) {
        best.clear();
        Closing.all(
            () -> {
              if (sort != null) {
                sortSink.close();
              }
            },
            lease::close);
      }
    }
  }

  private PipelineSink.Writer openSort(DriverContext driver) {
    synchronized (best) {
      if (sort == null) {
        sort = new SortOperator(schema, node.keys(), query);
        sortSink = sort.sink();
      }
      return sortSink.open(driver);
    }
  }

  private SortedRows sort(RunSorter sorter, Batch rows) {
    KeyRanges ranges = order.ranges();
    ranges.add(rows);
    return sorter.sort(List.of(rows), ranges);
  }

  /** One driver's best rows so far. */
  private final class Keeper implements PipelineSink.Writer {
    private final List<Batch> batches = new ArrayList<>();
    private final RunSorter sorter = new RunSorter(order, query);
    private int rows;
    private long heldBytes;
    private boolean bounded;
    private long worstPrefix;
    private long[] prefixes = {};
    private int[] chosen = {};
    private final DriverContext driver;

    /** Takes all rows once memory was refused; null until then. */
    private PipelineSink.Writer sorting;

    Keeper(DriverContext driver) {
      this.driver = driver;
    }

    @Override
    public boolean write(Batch batch) {
      Batch candidates = bounded ? promising(batch) : batch;
      if (candidates == null) {
        return true;
      }
      long bytes = Footprint.bytes(candidates);
      if (sorting == null && !lease.tryGrow(bytes)) {
        cut();
        if (!lease.tryGrow(bytes)) {
          startSorting();
        }
      }
      if (sorting != null) {
        return sorting.write(candidates);
      }
      heldBytes += bytes;
      batches.add(candidates.detach());
      rows += candidates.selectedRows();
      if (rows > 2L * keep + SLACK_ROWS) {
        cut();
      }
      return keep > 0;
    }

    private void startSorting() {
      sorting = openSort(driver);
      batches.forEach(sorting::write);
      batches.clear();
      rows = 0;
      lease.shrink(heldBytes);
      heldBytes = 0;
    }

    /** The rows whose first key may still be good enough, or null if there is none. */
    private Batch promising(Batch batch) {
      Batch dense = batch.compact();
      if (chosen.length < dense.rows()) {
        chosen = new int[dense.rows()];
        prefixes = new long[dense.rows()];
      }
      order.prefixes(dense, prefixes);
      int count = 0;
      for (int i = 0; i < dense.rows(); i++) {
        chosen[count] = i;
        count += prefixes[i] <= worstPrefix ? 1 : 0;
      }
      return count == 0
          ? null
          : count == dense.rows() ? dense : dense.withSelection(new Selection(chosen, count));
    }

    private void cut() {
      if (rows == 0) {
        return;
      }
      Batch all = Concat.batches(schema, batches);
      // Of one batch, whose rows are numbered as they are.
      int[] ids = sort(sorter, all).ids();
      int kept = Math.min(keep, ids.length);
      batches.clear();
      rows = kept;
      if (kept > 0) {
        batches.add(all.gather(ids, kept).detach());
      }
      long bytes = kept == 0 ? 0 : Footprint.bytes(batches.getFirst());
      if (bytes < heldBytes) {
        lease.shrink(heldBytes - bytes);
        heldBytes = bytes;
      }
      if (kept == keep && kept > 0 && !node.keys().isEmpty()) {
        bounded = true;
        worstPrefix = order.prefixes(all.gather(new int[] {ids[kept - 1]}, 1))[0];
      }
    }

    @Override
    public void finish() {
      if (sorting != null) {
        sorting.finish();
        return;
      }
      cut();
      synchronized (best) {
        best.addAll(batches);
      }
    }

    @Override
    public void close() {
      batches.clear();
      if (sorting != null) {
        sorting.close();
      }
    }
  }

  private final class Source implements PipelineSource {
    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public int maximumDrivers() {
      return 1;
    }

    @Override
    public BatchStream open(DriverContext driver) {
      synchronized (best) {
        if (sort != null) {
          return new LimitStep(schema, node.offset(), node.count(), () -> {})
              .open(sort.source().open(driver), driver);
        }
        Batch all = Concat.batches(schema, best);
        SortedRows rows = sort(new RunSorter(order, query), all);
        int from = (int) Math.min(node.offset(), rows.rows());
        int to = (int) Math.min(rows.rows(), node.offset() + node.count());
        return new SortedRun(schema, rows, from, to, query.settings().batchRows());
      }
    }
  }
}
