package io.sheaf.cluster.block;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.cache.CachedRows;

/** Rows that are kept in this JVM, as they are. For one thread. */
final class KeptStream implements BatchStream {
  private final Schema schema;
  private final CachedRows rows;
  private final Runnable check;
  private int next;
  private boolean closed;

  /**
   * @param rows held for this stream, which releases them
   */
  KeptStream(Schema schema, CachedRows rows, Runnable check) {
    this.schema = schema;
    this.rows = rows;
    this.check = check;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Batch next() {
    check.run();
    return closed || next == rows.blocks() ? null : rows.read(next++);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      rows.release();
    }
  }
}
