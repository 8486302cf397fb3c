package io.sheaf.engine.write;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.WritableFile;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.spill.Closing;
import io.sheaf.plan.PhysicalPlan.WriteTarget;

/** Writes one file, which replaces what was there at the commit; drivers take turns. */
final class FileWrite implements WriteTask {
  private final WritableFile file;
  private final MemoryLease lease;
  private final FileFormat.FileWriter writer;

  FileWrite(
      FileStore store, FileFormat format, Schema schema, WriteTarget target, QueryContext query) {
    this.file = store.create(target.location());
    this.lease = query.memory().lease("Write", true);
    try {
      this.writer = format.writer(file, schema, target.options(), lease);
    } catch (RuntimeException | Error e) {
      Closing.all(lease::close, file::close);
      throw e;
    }
  }

  @Override
  public PipelineSink.Writer open(DriverContext driver) {
    return new PipelineSink.Writer() {
      @Override
      public boolean write(Batch batch) {
        synchronized (FileWrite.this) {
          writer.write(batch);
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
  public synchronized void commit() {
    writer.finish();
    file.commit();
  }

  @Override
  public synchronized void close() {
    Closing.all(writer::close, lease::close, file::close);
  }
}
