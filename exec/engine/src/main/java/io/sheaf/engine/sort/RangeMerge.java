package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.pipeline.Turn;

/**
 * Takes ranges of merged runs while there are any, and gives their rows in order as frozen batches,
 * none of which has rows of two ranges. Holds no resources.
 */
final class RangeMerge implements BatchStream {
  private final Schema schema;
  private final MergedRuns runs;
  private final Turn turn;
  private final int batchRows;

  /** Runs with rows left in the range, a heap by their next rows. */
  private final int[] heap;

  private final long[] keys;
  private int heapSize;
  private int[] positions = new int[0];
  private int[] ends = new int[0];
  private boolean closed;

  /**
   * Opens a stream that shares the ranges with others.
   *
   * @param turn says to which range rows belong
   */
  RangeMerge(Schema schema, MergedRuns runs, Turn turn, int batchRows) {
    this.schema = schema;
    this.runs = runs;
    this.turn = turn;
    this.batchRows = batchRows;
    this.heap = new int[runs.runs()];
    this.keys = new long[runs.runs()];
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Batch next() {
    if (closed || heapSize == 0 && !takeRange()) {
      return null;
    }
    int rows = 0;
    for (int i = 0; i < heapSize; i++) {
      rows = (int) Math.min(batchRows, (long) rows + ends[heap[i]] - positions[heap[i]]);
    }
    int[] sources = new int[rows];
    int[] ids = new int[rows];
    for (int i = 0; i < rows; ) {
      int run = heap[0];
      // The last run needs no comparisons.
      int stop = heapSize > 1 ? i + 1 : rows;
      int position = positions[run];
      for (; i < stop; i++, position++) {
        sources[i] = runs.source(run, position);
        ids[i] = runs.row(run, position);
      }
      positions[run] = position;
      advance(run);
    }
    return runs.interleave().rows(sources, ids, rows);
  }

  private boolean takeRange() {
    MergedRuns.Range range = runs.take();
    if (range == null) {
      return false;
    }
    turn.take(range.number());
    positions = range.from();
    ends = range.to();
    for (int r = 0; r < keys.length; r++) {
      if (positions[r] < ends[r]) {
        keys[r] = runs.key(r, positions[r]);
        heap[heapSize++] = r;
      }
    }
    for (int i = heapSize / 2 - 1; i >= 0; i--) {
      sink(i);
    }
    return true;
  }

  /** Puts the first run of the heap in its place after its position has changed. */
  private void advance(int run) {
    if (positions[run] < ends[run]) {
      keys[run] = runs.key(run, positions[run]);
    } else {
      heap[0] = heap[--heapSize];
    }
    sink(0);
  }

  private void sink(int from) {
    int at = from;
    while (2 * at + 1 < heapSize) {
      int child = 2 * at + 1;
      if (child + 1 < heapSize && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (before(heap[at], heap[child])) {
        return;
      }
      int swap = heap[at];
      heap[at] = heap[child];
      heap[child] = swap;
      at = child;
    }
  }

  private boolean before(int a, int b) {
    if (keys[a] != keys[b]) {
      return keys[a] < keys[b];
    }
    int order = runs.compareEqual(a, positions[a], b, positions[b]);
    return order != 0 ? order < 0 : a < b;
  }

  @Override
  public void close() {
    closed = true;
  }
}
