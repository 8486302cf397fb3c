package io.sheaf.engine.shuffle;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Footprint;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.spill.SpillFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that are computed once and read any number of times: frozen batches in leased memory while
 * it lasts, then on disk. Thread-safe. Written until {@link #finish()}, read afterwards. Keeps the
 * order of one writer's batches unless another operator asked for memory.
 */
public final class Spool implements AutoCloseable {
  private final Schema schema;
  private final QueryContext query;
  private final MemoryLease lease;
  private final List<Batch> memory = new ArrayList<>();
  private SpillFile file;
  private long rows;
  private boolean closed;

  /**
   * @param owner names the memory in error messages
   */
  public Spool(String owner, Schema schema, QueryContext query) {
    this.schema = schema;
    this.query = query;
    this.lease = query.memory().lease(owner, true);
  }

  public Schema schema() {
    return schema;
  }

  /** Keeps the selected rows of a batch. */
  public void add(Batch batch) {
    Batch kept = batch.freeze();
    long bytes = Footprint.bytes(kept);
    synchronized (this) {
      if (closed) {
        return;
      }
      rows += kept.rows();
      if (lease.spillRequested()) {
        memory.forEach(this::spill);
        memory.clear();
        lease.shrink(lease.heldBytes());
        lease.spilled();
      }
      if (file == null && lease.tryGrow(bytes)) {
        memory.add(kept.detach()); // or it held what went to others, too
      } else {
        spill(kept);
      }
    }
  }

  private void spill(Batch batch) {
    if (file == null) {
      file = query.spill().create(schema);
    }
    file.write(batch);
  }

  /** Everything is there. */
  public synchronized void finish() {
    lease.settled();
    if (file != null) {
      file.finishWriting();
    }
  }

  /** Batches kept in memory; fixed once finished. */
  synchronized List<Batch> inMemory() {
    return List.copyOf(memory);
  }

  /** The rows that follow those in memory, or null. */
  synchronized SpillFile onDisk() {
    return file;
  }

  public synchronized long rows() {
    return rows;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      memory.clear();
      lease.close();
      if (file != null) {
        file.close();
      }
    }
  }
}
