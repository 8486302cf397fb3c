package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Finds out which of two inputs ends first by reading both in turn, as long as memory is there for
 * what was read: each batch until it is given out. For one thread.
 */
final class SmallerSide {
  /** A row takes so many bytes in memory, about, besides those of its object. */
  private static final long ROW_BYTES = 32;

  /** Whoever has not ended by then is large. */
  private static final long MOST_BYTES = 64L << 20;

  private final MemoryLease lease;
  private final List<Ahead> sides;

  SmallerSide(List<BatchStream> inputs, MemoryLease lease) {
    this.lease = lease;
    this.sides = inputs.stream().map(rows -> new Ahead(rows)).toList();
  }

  /** The number of the input that ended first; the last one's where none has ended. */
  int number() {
    while (lease.heldBytes() < MOST_BYTES) {
      for (int side = sides.size() - 1; side >= 0; side--) {
        Batch batch = sides.get(side).rows.next();
        if (batch == null) {
          return side;
        }
        Batch kept = batch.compact().freeze();
        long bytes = bytes(kept);
        boolean reserved = lease.tryGrow(bytes);
        sides.get(side).kept.add(new Kept(kept, reserved ? bytes : 0));
        if (!reserved) {
          return sides.size() - 1;
        }
      }
    }
    return sides.size() - 1;
  }

  private static long bytes(Batch batch) {
    int rows = batch.rows();
    TextColumn objects = (TextColumn) Columns.flatten(batch.columns().getLast(), rows);
    long bytes = rows * ROW_BYTES;
    for (int row = 0; row < rows; row++) {
      bytes += objects.lengths()[row];
    }
    return bytes;
  }

  /** All rows of an input, also those that were read already. */
  BatchStream rows(int side) {
    return sides.get(side);
  }

  /**
   * A batch that was read ahead.
   *
   * @param bytes what is reserved for it
   */
  private record Kept(Batch batch, long bytes) {}

  private final class Ahead implements BatchStream {
    private final BatchStream rows;
    private final Deque<Kept> kept = new ArrayDeque<>();

    Ahead(BatchStream rows) {
      this.rows = rows;
    }

    @Override
    public Schema schema() {
      return rows.schema();
    }

    @Override
    public Batch next() {
      Kept next = kept.poll();
      if (next == null) {
        return rows.next();
      }
      lease.shrink(next.bytes());
      return next.batch();
    }

    @Override
    public void close() {
      kept.clear();
      rows.close();
    }
  }
}
