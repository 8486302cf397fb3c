package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Interleave;
import io.sheaf.columnar.Schema;

/** Positions of a sorted run read as frozen batches; holds no resources. */
final class SortedRun implements BatchStream {
  private final Schema schema;
  private final SortedRows run;
  private final Interleave rows;
  private final int batchRows;
  private final int end;
  private int position;

  SortedRun(Schema schema, SortedRows run, int batchRows) {
    this(schema, run, 0, run.rows(), batchRows);
  }

  /** The positions {@code from} to {@code to}, exclusively. */
  SortedRun(Schema schema, SortedRows run, int from, int to, int batchRows) {
    this.schema = schema;
    this.run = run;
    this.rows = Interleave.of(schema, run.batches());
    this.batchRows = batchRows;
    this.position = from;
    this.end = to;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Batch next() {
    if (position >= end) {
      return null;
    }
    int count = Math.min(batchRows, end - position);
    int[] sources = new int[count];
    int[] ids = new int[count];
    for (int i = 0; i < count; i++, position++) {
      sources[i] = run.batch(position);
      ids[i] = run.row(position);
    }
    return rows.rows(sources, ids, count);
  }

  @Override
  public void close() {
    position = end;
  }
}
