package io.sheaf.engine.write;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import java.util.List;

/** How one kind of target is written; drivers share it. Thread-safe. */
sealed interface WriteTask extends AutoCloseable
    permits FileWrite, DirectoryWrite, MemoryWrite, FilesWrite, PublishWrite {
  /** Where one driver's rows go. */
  PipelineSink.Writer open(DriverContext driver);

  /** Makes everything visible at once; called once, after all writers have finished. */
  void commit();

  /**
   * The node's output, once committed.
   *
   * @param rows how many were taken
   */
  default List<Batch> result(Schema schema, long rows) {
    return List.of(
        Batch.frozen(schema, List.of(new LongColumn(schema.type(0), new long[] {rows})), 1));
  }

  /** Leaves no trace unless committed. */
  @Override
  void close();
}
