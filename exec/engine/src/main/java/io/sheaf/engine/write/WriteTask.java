package io.sheaf.engine.write;

import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;

/** How one kind of target is written; drivers share it. Thread-safe. */
sealed interface WriteTask extends AutoCloseable permits FileWrite, DirectoryWrite, MemoryWrite {
  /** Where one driver's rows go. */
  PipelineSink.Writer open(DriverContext driver);

  /** Makes everything visible at once; called once, after all writers have finished. */
  void commit();

  /** Leaves no trace unless committed. */
  @Override
  void close();
}
