package io.sheaf.engine.write;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Footprint;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import java.util.ArrayList;
import java.util.List;

/** Collects frozen batches and adds them to a table of the catalog at once. */
final class MemoryWrite implements WriteTask {
  private final String table;
  private final WritableCatalog catalog;
  private final MemoryLease lease;
  private final List<Batch> batches = new ArrayList<>();

  MemoryWrite(String table, QueryContext query) {
    if (!(query.catalog() instanceof WritableCatalog writable)) {
      throw SheafException.user(
          "NOT_WRITABLE", "table " + table + " cannot be written: its catalog is read-only");
    }
    this.table = table;
    this.catalog = writable;
    this.lease = query.memory().lease("Write to " + table, false);
  }

  @Override
  public PipelineSink.Writer open(DriverContext driver) {
    return new PipelineSink.Writer() {
      @Override
      public boolean write(Batch batch) {
        lease.grow(Footprint.bytes(batch));
        Batch kept = batch.freeze();
        synchronized (batches) {
          batches.add(kept);
        }
        return true;
      }

      @Override
      public void finish() {}

      @Override
      public void close() {}
    };
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
