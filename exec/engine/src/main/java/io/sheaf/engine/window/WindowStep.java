package io.sheaf.engine.window;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Concat;
import io.sheaf.columnar.Footprint;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineStep;
import io.sheaf.engine.sort.KeyColumn;
import io.sheaf.plan.PhysicalPlan.Window;
import io.sheaf.plan.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adds the columns of a window's calls to rows that come sorted as {@link Window#sortKeys} says.
 * Holds the rows of a partition until all of them are there.
 */
public record WindowStep(Window window) implements PipelineStep {
  /** Bounds of partitions and peers, and what one call computes on its way, for a row. */
  private static final int WORKING_BYTES = 64;

  private static final int RESULT_BYTES = 16;

  @Override
  public Schema schema() {
    return window.schema();
  }

  @Override
  public BatchStream open(BatchStream input, DriverContext driver) {
    return new WindowStream(
        window,
        input,
        driver.query().settings().batchRows(),
        driver.query().memory().lease("Window", false));
  }

  private static final class WindowStream implements BatchStream {
    private final Window window;
    private final BatchStream input;
    private final int batchRows;
    private final MemoryLease lease;
    private final List<SortKey> partition;

    /** Rows whose partitions may go on. */
    private final List<Batch> held = new ArrayList<>();

    private long heldBytes;
    private boolean atEnd;

    /** Rows with the values of all calls, of which some have been given. */
    private Batch done;

    private long doneBytes;
    private int given;

    WindowStream(Window window, BatchStream input, int batchRows, MemoryLease lease) {
      this.window = window;
      this.input = input;
      this.batchRows = batchRows;
      this.lease = lease;
      this.partition = window.sortKeys().subList(0, window.partition().size());
    }

    @Override
    public Schema schema() {
      return window.schema();
    }

    @Override
    public Batch next() {
      while (done == null) {
        if (atEnd) {
          return null;
        }
        take(input.next());
      }
      int rows = Math.min(batchRows, done.rows() - given);
      Batch part =
          rows == done.rows()
              ? done
              : done.gather(IntStream.range(given, given + rows).toArray(), rows);
      given += rows;
      if (given == done.rows()) {
        done = null;
        given = 0;
        lease.shrink(doneBytes);
      }
      return part;
    }

    private void take(Batch next) {
      if (next == null) {
        atEnd = true;
        compute();
        return;
      }
      Batch batch = next.freeze();
      int cut = lastStart(batch);
      if (cut >= 0) {
        hold(rows(batch, 0, cut));
        compute();
        hold(rows(batch, cut, batch.rows()));
      } else {
        hold(batch);
      }
    }

    private void hold(Batch batch) {
      if (batch.rows() > 0) {
        long bytes = bytes(batch);
        lease.grow(bytes);
        heldBytes += bytes;
        held.add(batch);
      }
    }

    /** Arrays may be longer than a batch has rows. */
    private static Batch rows(Batch batch, int from, int to) {
      return from == 0
          ? Batch.frozen(batch.schema(), batch.columns(), to)
          : batch.gather(IntStream.range(from, to).toArray(), to - from);
    }

    /** The row from which on all rows belong to the last partition; -1 if it began before. */
    private int lastStart(Batch batch) {
      KeyColumn[] keys = WindowRows.keys(batch, partition);
      for (int i = batch.rows() - 1; i > 0; i--) {
        if (!WindowRows.equal(keys, i - 1, keys, i)) {
          return i;
        }
      }
      if (held.isEmpty()) {
        return -1;
      }
      Batch before = held.getLast();
      KeyColumn[] last = WindowRows.keys(before, partition);
      return WindowRows.equal(last, before.rows() - 1, keys, 0) ? -1 : 0;
    }

    /** The rows twice, when they are put together, and what is computed of them. */
    private long bytes(Batch batch) {
      long perRow = WORKING_BYTES + (long) RESULT_BYTES * window.calls().size();
      return 2 * Footprint.bytes(batch) + perRow * batch.rows();
    }

    private void compute() {
      if (held.isEmpty()) {
        return;
      }
      Batch rows = Concat.batches(window.input().schema(), held);
      held.clear();
      doneBytes = heldBytes;
      heldBytes = 0;
      List<Column> columns = new ArrayList<>(rows.columns());
      columns.addAll(WindowValues.of(window, new WindowRows(rows, window)));
      done = Batch.frozen(window.schema(), columns, rows.rows());
    }

    @Override
    public void close() {
      held.clear();
      done = null;
      try {
        input.close();
      } finally {
        lease.close();
      }
    }
  }
}
