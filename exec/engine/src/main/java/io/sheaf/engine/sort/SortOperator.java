package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Concat;
import io.sheaf.columnar.Footprint;
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
 * when it must; the source merges all runs in one ordered stream.
 */
public final class SortOperator {
  private final Schema schema;
  private final SortOrder order;
  private final QueryContext query;
  private final List<MemoryLease> leases = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();
  private final SpilledRuns spilled;

  /** A sorted run in memory and the lease that paid for it. */
  private record Run(Batch rows, int[] ids, MemoryLease lease) {}

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

  public PipelineSource source() {
    return new Source();
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
        Closing.all(spilled::close, () -> Closing.drain(leases, MemoryLease::close));
      }
    }
  }

  /** One driver's rows. */
  private final class Collector implements PipelineSink.Writer {
    private final MemoryLease lease;
    private final List<Batch> batches = new ArrayList<>();
    private final RunSorter sorter = new RunSorter(order, query);
    private long rows;

    Collector(MemoryLease lease) {
      this.lease = lease;
    }

    @Override
    public boolean write(Batch batch) {
      // The rows, once more when they are concatenated, and what sorting them needs.
      long bytes = 2 * Footprint.bytes(batch) + RunSorter.workingBytes(batch.selectedRows()) + 1024;
      if (lease.spillRequested() || !lease.tryGrow(bytes)) {
        spill();
        if (!lease.tryGrow(bytes)) {
          spillFinishedRuns();
          lease.growBeyond(bytes);
        }
      }
      batches.add(batch.detach());
      rows += batch.selectedRows();
      return true;
    }

    private Run sort() {
      Batch all = Concat.batches(schema, batches);
      batches.clear();
      rows = 0;
      return new Run(all, sorter.sort(order.prepare(all)), lease);
    }

    private void spill() {
      if (rows > 0) {
        writeRun(sort());
      }
      lease.shrink(lease.heldBytes());
      lease.spilled();
    }

    @Override
    public void finish() {
      lease.settled();
      if (rows > 0) {
        Run run = sort();
        // No more than the run, its order, and a batch in that order with its prefixes.
        int batchRows = Math.min(query.settings().batchRows(), run.ids().length);
        long bytes = Footprint.bytes(run.rows());
        long batchBytes = bytes * batchRows / run.ids().length + 8L * batchRows;
        long held = bytes + 4L * run.ids().length + batchBytes;
        lease.shrink(Math.max(0, lease.heldBytes() - held));
        synchronized (SortOperator.this) {
          runs.add(run);
        }
      }
    }

    @Override
    public void close() {
      batches.clear();
    }
  }

  private void writeRun(Run run) {
    int rows = run.ids().length;
    int blockRows = spilled.blockRows(Footprint.bytes(run.rows()), rows);
    spilled.write(new SortedRun(run.rows(), run.ids(), 0, rows, blockRows));
  }

  /**
   * Makes room for a driver that is still collecting: runs of drivers that have finished go to
   * disk.
   */
  private synchronized void spillFinishedRuns() {
    for (Run run : runs) {
      writeRun(run);
      run.lease().shrink(run.lease().heldBytes());
    }
    runs.clear();
  }

  private SortedRun stream(Run run) {
    return new SortedRun(run.rows(), run.ids(), 0, run.ids().length, query.settings().batchRows());
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
      List<BatchStream> streams = new ArrayList<>();
      synchronized (SortOperator.this) {
        streams.addAll(spilled.read());
        runs.forEach(run -> streams.add(stream(run)));
      }
      return streams.size() == 1
          ? streams.getFirst()
          : new RunMerge(schema, order, streams, query.settings().batchRows());
    }
  }
}
