package io.sheaf.engine.pipeline;

import io.sheaf.columnar.Batch;

/**
 * Where a pipeline ends: a join table being built, an aggregation, a sort, a file, the client.
 * Holds the state that all drivers share. Life: {@link #open} for every driver; the writers run
 * concurrently; when all of them have finished, {@link #finish} once, on one thread; {@link #close}
 * always, at the end of the query, also after errors.
 */
public interface PipelineSink extends AutoCloseable {
  Writer open(DriverContext driver);

  /** Called once after every writer's {@link Writer#finish}; afterwards the result may be read. */
  void finish();

  @Override
  void close();

  /** One driver's end of the sink, for one thread. */
  interface Writer extends AutoCloseable {
    /**
     * Takes a batch, valid only during the call (freeze what is kept). Returns false when no more
     * rows are wanted.
     */
    boolean write(Batch batch);

    /** No more batches from this driver; merges its local state. Not called after a failure. */
    void finish();

    @Override
    void close();
  }
}
