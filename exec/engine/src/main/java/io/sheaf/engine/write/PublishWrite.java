package io.sheaf.engine.write;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts files in place that tasks have written. Its rows are those of one attempt of each task, the
 * one whose end counted for the driver; files that no row names count for nobody.
 */
final class PublishWrite implements WriteTask {
  private final StagedFolder folder;
  private final String ending;
  private final List<PartFile> files = new ArrayList<>();

  /**
   * @param ending of the files' names, without the dot
   */
  PublishWrite(StagedFolder folder, String ending) {
    this.folder = folder;
    this.ending = ending;
  }

  @Override
  public PipelineSink.Writer open(DriverContext driver) {
    return new Collector();
  }

  private final class Collector implements PipelineSink.Writer {
    @Override
    public boolean write(Batch batch) {
      Batch rows = batch.freeze();
      synchronized (files) {
        for (int row = 0; row < rows.rows(); row++) {
          files.add(new PartFile((String) value(rows, 0, row), (Long) value(rows, 1, row)));
        }
      }
      return true;
    }

    private static Object value(Batch batch, int column, int row) {
      return JavaValues.get(batch.column(column), row, ZoneOffset.UTC);
    }

    @Override
    public void finish() {}

    @Override
    public void close() {}
  }

  @Override
  public void commit() {
    folder.publish(files, ending);
  }

  @Override
  public List<Batch> result(Schema schema, long taken) {
    long rows = files.stream().mapToLong(PartFile::rows).sum();
    return List.of(
        Batch.frozen(schema, List.of(new LongColumn(schema.type(0), new long[] {rows})), 1));
  }

  @Override
  public void close() {
    // The query deletes its folders when it is over.
  }
}
