package io.sheaf.cluster.block;

import io.sheaf.engine.shuffle.BlockSink;

/**
 * Takes the rows of one task. What was not {@link BlockStore#keep kept} is deleted by {@link
 * #close}. Thread-safe.
 */
public sealed interface TaskOutput extends BlockSink, AutoCloseable
    permits MapOutputWriter, KeptWriter {
  @Override
  void close();
}
