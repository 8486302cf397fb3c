package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Concat;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.spill.Closing;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Merges sorted streams into one; closes them. Equal rows come from the earlier stream first. */
final class RunMerge implements BatchStream {
  private final Schema schema;
  private final SortOrder order;
  private final List<BatchStream> runs;
  private final int batchRows;
  private final PriorityQueue<Cursor> heap;
  private boolean opened;

  RunMerge(Schema schema, SortOrder order, List<BatchStream> runs, int batchRows) {
    this.schema = schema;
    this.order = order;
    this.runs = runs;
    this.batchRows = batchRows;
    this.heap =
        new PriorityQueue<>(
            Math.max(1, runs.size()),
            (a, b) -> {
              int byKey = order.compare(a.batch, a.row, b.batch, b.row);
              return byKey != 0 ? byKey : Integer.compare(a.run, b.run);
            });
  }

  /** A position in one run. */
  private final class Cursor {
    private final int run;
    private SortOrder.Prepared batch;
    private int row;

    /** Where the current batch starts among the source batches of the output, or -1. */
    private int base = -1;

    Cursor(int run) {
      this.run = run;
    }

    boolean loadNext() {
      Batch next = runs.get(run).next();
      if (next == null) {
        return false;
      }
      batch = order.prepare(next.freeze());
      row = 0;
      base = -1;
      return true;
    }
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Batch next() {
    if (!opened) {
      opened = true;
      for (int i = 0; i < runs.size(); i++) {
        Cursor cursor = new Cursor(i);
        if (cursor.loadNext()) {
          heap.add(cursor);
        }
      }
    }
    List<Batch> sources = new ArrayList<>();
    int[] picked = new int[batchRows];
    int count = 0;
    int sourceRows = 0;
    heap.forEach(cursor -> cursor.base = -1);
    while (count < batchRows && !heap.isEmpty()) {
      Cursor least = heap.poll();
      if (least.base < 0) {
        least.base = sourceRows;
        sources.add(least.batch.batch());
        sourceRows += least.batch.rows();
      }
      picked[count++] = least.base + least.row++;
      if (least.row < least.batch.rows() || least.loadNext()) {
        heap.add(least);
      }
    }
    return count == 0 ? null : Concat.batches(schema, sources).gather(picked, count);
  }

  @Override
  public void close() {
    heap.clear();
    Closing.all(runs, BatchStream::close);
  }
}
