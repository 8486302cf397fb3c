package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Footprint;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.spill.SpillFile;
import java.util.ArrayList;
import java.util.List;

/**
 * The right input of a nested-loop join as a list of chunks, which any driver reads any number of
 * times: from memory, and from disk those for which there was none. Chunks are numbered; each has
 * its matched marks where the join returns right rows by them.
 */
final class RightRows implements PipelineSink {
  private final LoopShape shape;
  private final QueryContext query;
  private final MemoryLease lease;
  private final List<Batch> inMemory = new ArrayList<>();
  private final List<byte[]> matched = new ArrayList<>();
  private SpillFile onDisk;
  private long rows;

  RightRows(LoopShape shape, QueryContext query) {
    this.shape = shape;
    this.query = query;
    this.lease = query.memory().lease("NestedLoopJoin", true);
  }

  @Override
  public Writer open(DriverContext driver) {
    return new Collector();
  }

  @Override
  public synchronized void finish() {
    lease.settled();
    if (onDisk != null) {
      onDisk.finishWriting();
    }
    if (shape.kind().tracksRight()) {
      // One byte a row; small beside the rows, which must be remembered even if they are on disk.
      lease.growBeyond(rows);
      try (BatchStream all = read()) {
        for (Batch chunk = all.next(); chunk != null; chunk = all.next()) {
          matched.add(new byte[chunk.rows()]);
        }
      }
    }
  }

  /** How many rows there are. */
  long rows() {
    return rows;
  }

  /** All chunks in the order of their numbers, from 0; frozen and dense. */
  BatchStream read() {
    return new Reader();
  }

  /**
   * Per row of a chunk whether it has found a match. Drivers write it without locks (only ever from
   * 0 to 1) and read it when all of them have finished.
   */
  byte[] matched(int chunk) {
    return matched.get(chunk);
  }

  private synchronized void add(Batch batch) {
    rows += batch.selectedRows();
    long bytes = Footprint.bytes(batch) + 64L * batch.columns().size();
    if (onDisk == null && !lease.spillRequested() && lease.tryGrow(bytes)) {
      inMemory.add(batch.detach());
      return;
    }
    lease.spilled();
    if (onDisk == null) {
      onDisk = query.spill().create(shape.right());
      inMemory.forEach(onDisk::write);
      inMemory.clear();
      lease.shrink(lease.heldBytes());
    }
    onDisk.write(batch);
  }

  @Override
  public synchronized void close() {
    inMemory.clear();
    matched.clear();
    try {
      if (onDisk != null) {
        onDisk.close();
      }
    } finally {
      onDisk = null;
      lease.close();
    }
  }

  private final class Collector implements Writer {
    @Override
    public boolean write(Batch batch) {
      add(batch);
      return true;
    }

    @Override
    public void finish() {}

    @Override
    public void close() {}
  }

  private final class Reader implements BatchStream {
    private final BatchStream disk = onDisk == null ? null : onDisk.read();
    private int next;

    @Override
    public Schema schema() {
      return shape.right();
    }

    @Override
    public Batch next() {
      if (next < inMemory.size()) {
        return inMemory.get(next++);
      }
      return disk == null ? null : disk.next();
    }

    @Override
    public void close() {
      next = inMemory.size();
      if (disk != null) {
        disk.close();
      }
    }
  }
}
