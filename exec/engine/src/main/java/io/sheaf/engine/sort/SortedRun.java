package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import java.util.Arrays;

/**
 * Rows of a dense batch in the order of {@code ids}, read as frozen batches; holds no resources.
 */
final class SortedRun implements BatchStream {
  private final Batch rows;
  private final int[] ids;
  private final int batchRows;
  private final int end;
  private int position;

  /** The rows {@code ids[from .. to)}. */
  SortedRun(Batch rows, int[] ids, int from, int to, int batchRows) {
    this.rows = rows;
    this.ids = ids;
    this.position = from;
    this.end = to;
    this.batchRows = batchRows;
  }

  @Override
  public Schema schema() {
    return rows.schema();
  }

  @Override
  public Batch next() {
    if (position >= end) {
      return null;
    }
    int count = Math.min(batchRows, end - position);
    int[] chosen = Arrays.copyOfRange(ids, position, position + count);
    position += count;
    return rows.gather(chosen, count);
  }

  @Override
  public void close() {
    position = end;
  }
}
