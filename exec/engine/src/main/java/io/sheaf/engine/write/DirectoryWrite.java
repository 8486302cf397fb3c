package io.sheaf.engine.write;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.WritableFile;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.spill.Closing;
import io.sheaf.plan.PhysicalPlan.WriteTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Writes a directory: one file a driver that has rows, in a staging folder that is put in place at
 * the end.
 */
final class DirectoryWrite implements WriteTask {
  private final FileStore store;
  private final FileFormat format;
  private final Schema schema;
  private final WriteTarget target;
  private final QueryContext query;
  private final String staging;
  private int files;
  private boolean committed;

  DirectoryWrite(
      FileStore store, FileFormat format, Schema schema, WriteTarget target, QueryContext query) {
    this.store = store;
    this.format = format;
    this.schema = schema;
    this.target = target;
    this.query = query;
    String path = target.location();
    if (store.exists(path)) {
      if (!store.isDirectory(path)) {
        throw SheafException.user("FILE_EXISTS", path + " is a file, not a directory");
      }
      if (!target.overwrite() && !isEmpty(store, path)) {
        throw SheafException.user(
            "DIRECTORY_NOT_EMPTY", "directory " + path + " is not empty; OVERWRITE replaces it");
      }
    }
    this.staging = store.stagingDirectory(path);
    store.createDirectories(staging);
  }

  @Override
  public PipelineSink.Writer open(DriverContext driver) {
    return new PartWriter();
  }

  private synchronized String nextPath() {
    return String.format(
        Locale.ROOT, "%s/part-%05d.%s", staging, files++, format.extensions().getFirst());
  }

  @Override
  public void commit() {
    if (files == 0) {
      // A directory without a file would have no columns.
      PartWriter empty = new PartWriter();
      try {
        empty.start();
        empty.finish();
      } finally {
        empty.close();
      }
    }
    store.replace(staging, target.location());
    committed = true;
  }

  @Override
  public void close() {
    if (!committed) {
      store.delete(staging);
    }
  }

  private final class PartWriter implements PipelineSink.Writer {
    private final List<Runnable> opened = new ArrayList<>();
    private WritableFile file;
    private FileFormat.FileWriter writer;

    void start() {
      file = store.create(nextPath());
      opened.addFirst(file::close);
      MemoryLease lease = query.memory().lease("Write", true);
      opened.addFirst(lease::close);
      writer = format.writer(file, schema, target.options(), lease);
      opened.addFirst(writer::close);
    }

    @Override
    public boolean write(Batch batch) {
      if (writer == null) {
        start();
      }
      writer.write(batch);
      return true;
    }

    @Override
    public void finish() {
      if (writer != null) {
        writer.finish();
        file.commit();
      }
    }

    @Override
    public void close() {
      Closing.drain(opened, Runnable::run);
    }
  }

  /**
   * Also files that tables pass over, such as {@code .git/config} or {@code _notes.txt}, are
   * somebody's.
   */
  private static boolean isEmpty(FileStore store, String directory) {
    return Stream.of("", "/.*", "/_*", "/.*/**", "/_*/**")
        .allMatch(below -> store.list(directory + below).isEmpty());
  }
}
