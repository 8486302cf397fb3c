package io.sheaf.engine.write;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.WritableFile;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.plan.PhysicalPlan.WriteTarget;

/** Writes one file, which replaces what was there at the commit; drivers take turns. */
final class FileWrite implements WriteTask {
  private final WritableFile file;
  private final FileFormat.FileWriter writer;

  FileWrite(FileStore store, FileFormat format, Schema schema, WriteTarget target) {
    this.file = store.create(target.location());
    try {
      this.writer = format.writer(file, schema, target.options());
    } catch (RuntimeException | Error e) {
      file.close();
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
    try {
      writer.close();
    } finally {
      file.close();
    }
  }
}
