package io.sheaf.engine.write;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Concat;
import io.sheaf.columnar.Footprint;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects rows in batches of a good size, which hold nothing but these rows, and adds them to a
 * table of the catalog at once.
 */
final class MemoryWrite implements WriteTask {
  private final String table;
  private final Schema schema;
  private final WritableCatalog catalog;
  private final MemoryLease lease;
  private final int fullRows;
  private final List<Batch> batches = new ArrayList<>();

  MemoryWrite(String table, Schema schema, QueryContext query) {
    if (!(query.catalog() instanceof WritableCatalog writable)) {
      throw SheafException.user(
          "NOT_WRITABLE", "table " + table + " cannot be written: its catalog is read-only");
    }
    this.table = table;
    this.schema = schema;
    this.catalog = writable;
    // Half is enough: what fills batches well is not copied.
    this.fullRows = Math.max(1, query.settings().batchRows() / 2);
    this.lease = query.memory().lease("Write to " + table, false);
  }

  @Override
  public PipelineSink.Writer open(DriverContext driver) {
    return new Collector();
  }

  /** One driver's rows that do not fill a batch yet. */
  private final class Collector implements PipelineSink.Writer {
    private final List<Batch> pending = new ArrayList<>();
    private long pendingRows;
    private long pendingBytes;

    @Override
    public boolean write(Batch batch) {
      long bytes = Footprint.bytes(batch);
      lease.grow(bytes);
      pending.add(batch.detach());
      pendingRows += batch.selectedRows();
      pendingBytes += bytes;
      if (pendingRows >= fullRows) {
        flush();
      }
      return true;
    }

    private void flush() {
      if (pending.isEmpty()) {
        return;
      }
      Batch kept = pending.getFirst();
      if (pending.size() > 1) {
        lease.grow(pendingBytes);
        kept = Concat.batches(schema, pending).detach();
        lease.shrink(pendingBytes);
        // Constants are spelled out.
        lease.grow(Math.max(0, Footprint.bytes(kept) - pendingBytes));
      }
      pending.clear();
      pendingRows = 0;
      pendingBytes = 0;
      synchronized (batches) {
        batches.add(kept);
      }
    }

    @Override
    public void finish() {
      flush();
    }

    @Override
    public void close() {
      pending.clear();
    }
  }

  @Override
  public void commit() {
    catalog.append(table, List.copyOf(batches));
  }

  @Override
  public void close() {
    batches.clear();
    lease.close();
  }
}
