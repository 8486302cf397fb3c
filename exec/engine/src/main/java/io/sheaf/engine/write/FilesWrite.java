package io.sheaf.engine.write;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.values.ColumnBuilder;
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

/**
 * Writes files into a folder where they wait until somebody puts them in place: one for each driver
 * that has rows, and one at least. Their names are those of this attempt alone.
 */
final class FilesWrite implements WriteTask {
  private final FileStore store;
  private final FileFormat format;
  private final Schema schema;
  private final WriteTarget target;
  private final QueryContext query;
  private final Place place;
  private final List<PartFile> files = new ArrayList<>();
  private int opened;

  /**
   * Where files go.
   *
   * @param folder exists
   * @param attempt begins their names; no other attempt of the query has the same
   */
  record Place(String folder, String attempt) {}

  FilesWrite(
      FileStore store,
      FileFormat format,
      Schema schema,
      WriteTarget target,
      QueryContext query,
      Place place) {
    this.store = store;
    this.format = format;
    this.schema = schema;
    this.target = target;
    this.query = query;
    this.place = place;
  }

  @Override
  public PipelineSink.Writer open(DriverContext driver) {
    return new PartWriter();
  }

  private synchronized String nextName() {
    return String.format(
        Locale.ROOT, "%s-%d.%s", place.attempt(), opened++, format.extensions().getFirst());
  }

  private synchronized void add(PartFile file) {
    files.add(file);
  }

  /** The files that are complete; meaningful after {@link #commit}. */
  synchronized List<PartFile> files() {
    return List.copyOf(files);
  }

  /** A file without rows tells the columns where there is no other. */
  @Override
  public void commit() {
    if (files().isEmpty()) {
      PartWriter empty = new PartWriter();
      try {
        empty.start();
        empty.finish();
      } finally {
        empty.close();
      }
    }
  }

  @Override
  public List<Batch> result(Schema names, long rows) {
    ColumnBuilder file = new ColumnBuilder(names.type(0), files().size());
    ColumnBuilder count = new ColumnBuilder(names.type(1), files().size());
    for (PartFile each : files()) {
      file.appendText(each.name());
      count.appendLong(each.rows());
    }
    return List.of(Batch.frozen(names, List.of(file.build(), count.build()), files().size()));
  }

  @Override
  public void close() {
    // Whoever made the folder deletes it.
  }

  private final class PartWriter implements PipelineSink.Writer {
    private final List<Runnable> opened = new ArrayList<>();
    private String name;
    private WritableFile file;
    private FileFormat.FileWriter writer;

    void start() {
      name = nextName();
      file = store.createIn(place.folder(), name);
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
        add(new PartFile(name, writer.rows()));
      }
    }

    @Override
    public void close() {
      Closing.drain(opened, Runnable::run);
    }
  }
}
