package io.sheaf.engine.operator;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineStep;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Skips rows, then passes at most so many; drivers share the counts. In input order when the source
 * has an order, because such a source runs on one driver. Thread-safe.
 */
public final class LimitStep implements PipelineStep {
  private final Schema schema;
  private final AtomicLong toSkip;
  private final AtomicLong remaining;
  private final Runnable whenReached;

  /**
   * @param whenReached called, maybe more than once, when no more rows are wanted
   */
  public LimitStep(Schema schema, long offset, long count, Runnable whenReached) {
    this.schema = schema;
    this.toSkip = new AtomicLong(offset);
    this.remaining = new AtomicLong(count);
    this.whenReached = whenReached;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public BatchStream open(BatchStream input, DriverContext driver) {
    return new LimitStream(input);
  }

  /** Takes as much of {@code wanted} as is left. */
  private static int take(AtomicLong left, int wanted) {
    while (true) {
      long now = left.get();
      int taken = (int) Math.min(now, wanted);
      if (taken == 0 || left.compareAndSet(now, now - taken)) {
        return taken;
      }
    }
  }

  private final class LimitStream implements BatchStream {
    private final BatchStream input;
    private int[] rows = new int[0];

    LimitStream(BatchStream input) {
      this.input = input;
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public Batch next() {
      while (remaining.get() > 0) {
        Batch batch = input.next();
        if (batch == null) {
          return null;
        }
        int count = batch.selectedRows();
        int skipped = take(toSkip, count);
        int taken = take(remaining, count - skipped);
        if (taken > 0) {
          if (remaining.get() == 0) {
            whenReached.run();
          }
          return taken == count ? batch : slice(batch, skipped, taken);
        }
      }
      whenReached.run();
      return null;
    }

    private Batch slice(Batch batch, int from, int count) {
      if (rows.length < count) {
        rows = new int[count];
      }
      Selection selection = batch.selection();
      if (selection == null) {
        for (int i = 0; i < count; i++) {
          rows[i] = from + i;
        }
      } else {
        System.arraycopy(selection.rows(), from, rows, 0, count);
      }
      return batch.withSelection(new Selection(rows, count));
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
