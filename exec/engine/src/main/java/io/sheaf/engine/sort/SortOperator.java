package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.pipeline.PipelineSource;
import io.sheaf.engine.spill.Closing;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.SortKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A full sort. Each driver collects rows while memory lasts, sorts them into a run, spills the run
 * when it must; the source merges all runs: in one ordered stream, or range by range in several.
 */
public final class SortOperator {
  /** Rows that are merged at once where nobody asks for more or fewer. */
  private static final int RANGE_ROWS = 1 << 16;

  private final Schema schema;
  private final SortOrder order;
  private final QueryContext query;
  private final List<MemoryLease> leases = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();
  private final SpilledRuns spilled;
  private MergedRuns merged;

  /** A sorted run in memory, and what of a lease pays for it. */
  private record Run(SortedRows rows, long rowBytes, MemoryLease lease, long heldBytes) {}

  public SortOperator(PhysicalPlan.Sort sort, QueryContext query) {
    this(sort.schema(), sort.keys(), query);
  }

  SortOperator(Schema schema, List<SortKey> keys, QueryContext query) {
    this.schema = schema;
    this.order = new SortOrder(keys);
    this.query = query;
    this.spilled = new SpilledRuns(schema, order, query);
  }

  public PipelineSink sink() {
    return new Sink();
  }

  /** All rows in order, for one driver. */
  public PipelineSource source() {
    return new Source(1, RANGE_ROWS, 0);
  }

  /**
   * All rows in ranges of so many, for several drivers, each of which gives whole ranges and keeps
   * its turn. With runs on disk all rows are one range.
   */
  public PipelineSource rangeSource(int rangeRows) {
    return new Source(Integer.MAX_VALUE, rangeRows, 0);
  }

  /** The same, where rows that agree in some of the first keys, not in none, go to one driver. */
  public PipelineSource wholeRangeSource(int wholeKeys) {
    return new Source(Integer.MAX_VALUE, RANGE_ROWS, wholeKeys);
  }

  private final class Sink implements PipelineSink {
    @Override
    public Writer open(DriverContext driver) {
      MemoryLease lease = query.memory().lease("Sort", true);
      synchronized (SortOperator.this) {
        leases.add(lease);
      }
      return new Collector(lease);
    }

    /** Makes sure that all runs can be read side by side. */
    @Override
    public void finish() {
      synchronized (SortOperator.this) {
        MemoryLease lease = query.memory().lease("Sort", false);
        leases.add(lease);
        if (!spilled.tryReserve(lease)) {
          spillFinishedRuns();
          spilled.reduce(lease);
        }
      }
    }

    @Override
    public void close() {
      synchronized (SortOperator.this) {
        runs.clear();
        merged = null;
        Closing.all(spilled::close, () -> Closing.drain(leases, MemoryLease::close));
      }
    }
  }

  /** One driver's rows. */
  private final class Collector implements PipelineSink.Writer {
    private final MemoryLease lease;
    private final RunCollector rows = new RunCollector(schema, order);
    private final RunSorter sorter = new RunSorter(order, query);

    /** What of the lease is for rows that are no run yet. */
    private long reserved;

    Collector(MemoryLease lease) {
      this.lease = lease;
    }

    @Override
    public boolean write(Batch batch) {
      if (!rows.fits(batch)) {
        keepRun();
      }
      long bytes = RunCollector.bytes(batch);
      if (lease.spillRequested() || !lease.tryGrow(bytes)) {
        spill();
        if (!lease.tryGrow(bytes)) {
          spillFinishedRuns();
          lease.growBeyond(bytes);
        }
      }
      reserved += bytes;
      rows.add(batch);
      return true;
    }

    /** Sorts what there is into a run in memory. */
    private void keepRun() {
      long rowBytes = rows.rowBytes();
      SortedRows sorted = rows.sort(sorter);
      // No more than the rows, their order, and a batch in that order.
      int batchRows = Math.min(query.settings().batchRows(), sorted.rows());
      long batchBytes = rowBytes * batchRows / sorted.rows() + 8L * batchRows;
      long held = rowBytes + (long) SortedRows.POSITION_BYTES * sorted.rows() + batchBytes;
      held = Math.min(held, reserved);
      lease.shrink(reserved - held);
      reserved = 0;
      synchronized (SortOperator.this) {
        runs.add(new Run(sorted, rowBytes, lease, held));
      }
    }

    private void spill() {
      if (rows.rows() > 0) {
        long rowBytes = rows.rowBytes();
        writeRun(rows.sort(sorter), rowBytes);
      }
      lease.shrink(reserved);
      reserved = 0;
      lease.spilled();
    }

    @Override
    public void finish() {
      lease.settled();
      if (rows.rows() > 0) {
        keepRun();
      }
    }

    @Override
    public void close() {
      rows.clear();
    }
  }

  private void writeRun(SortedRows run, long rowBytes) {
    int blockRows = spilled.blockRows(rowBytes, run.rows());
    spilled.write(new SortedRun(schema, run, blockRows));
  }

  /**
   * Makes room for a driver that is still collecting: runs of drivers that have finished go to
   * disk.
   */
  private synchronized void spillFinishedRuns() {
    for (Run run : runs) {
      writeRun(run.rows(), run.rowBytes());
      run.lease().shrink(run.heldBytes());
    }
    runs.clear();
  }

  private final class Source implements PipelineSource {
    private final int drivers;
    private final int rangeRows;
    private final int wholeKeys;

    Source(int drivers, int rangeRows, int wholeKeys) {
      this.drivers = drivers;
      this.rangeRows = rangeRows;
      this.wholeKeys = wholeKeys;
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public int maximumDrivers() {
      return spilled.isEmpty() ? drivers : 1;
    }

    @Override
    public BatchStream open(DriverContext driver) {
      int batchRows = query.settings().batchRows();
      synchronized (SortOperator.this) {
        List<SortedRows> inMemory = runs.stream().map(Run::rows).toList();
        if (spilled.isEmpty()) {
          if (merged == null) {
            merged = new MergedRuns(schema, order, inMemory, rangeRows, wholeKeys);
          }
          return new RangeMerge(schema, merged, driver.turn(), batchRows);
        }
        List<BatchStream> streams = new ArrayList<>(spilled.read());
        inMemory.forEach(run -> streams.add(new SortedRun(schema, run, batchRows)));
        return streams.size() == 1
            ? streams.getFirst()
            : new RunMerge(schema, order, streams, batchRows);
      }
    }
  }
}
