package io.sheaf.engine.write;

import io.sheaf.columnar.Schema;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.FileStore;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.plan.PhysicalPlan.WriteTarget;

/** Writes a directory: one file a driver that has rows, put in place together at the end. */
final class DirectoryWrite implements WriteTask {
  private final StagedFolder folder;
  private final FileFormat format;
  private final FilesWrite files;

  DirectoryWrite(
      FileStore store, FileFormat format, Schema schema, WriteTarget target, QueryContext query) {
    this.folder = StagedFolder.make(store, target);
    this.format = format;
    this.files =
        new FilesWrite(
            store, format, schema, target, query, new FilesWrite.Place(folder.path(), "part"));
  }

  @Override
  public PipelineSink.Writer open(DriverContext driver) {
    return files.open(driver);
  }

  @Override
  public void commit() {
    files.commit();
    folder.publish(files.files(), format.extensions().getFirst());
  }

  @Override
  public void close() {
    folder.delete();
  }
}
