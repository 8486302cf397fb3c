package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.Interleave;
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

    /** The current batch's number among the source batches of the output, or -1. */
    private int source = -1;

    Cursor(int run) {
      this.run = run;
    }

    boolean loadNext() {
      Batch next = runs.get(run).next();
      if (next == null) {
        return false;
      }
      batch = order.prepare(flat(next.freeze()));
      row = 0;
      source = -1;
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
    List<Batch> batches = new ArrayList<>();
    int[] sources = new int[batchRows];
    int[] rows = new int[batchRows];
    int count = 0;
    heap.forEach(cursor -> cursor.source = -1);
    while (count < batchRows && !heap.isEmpty()) {
      Cursor least = heap.poll();
      if (least.source < 0) {
        least.source = batches.size();
        batches.add(least.batch.batch());
      }
      sources[count] = least.source;
      rows[count++] = least.row++;
      if (least.row < least.batch.batch().rows() || least.loadNext()) {
        heap.add(least);
      }
    }
    return count == 0 ? null : Interleave.rows(schema, batches, sources, rows, count);
  }

  /** Constants are spelled out once and not for each batch of the output. */
  private static Batch flat(Batch batch) {
    List<Column> columns =
        batch.columns().stream().map(c -> Columns.flatten(c, batch.rows())).toList();
    return Batch.frozen(batch.schema(), columns, batch.rows());
  }

  @Override
  public void close() {
    heap.clear();
    Closing.all(runs, BatchStream::close);
  }
}
