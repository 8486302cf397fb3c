package io.sheaf.engine.shuffle;

import io.sheaf.columnar.Batch;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;

/** Computes a subtree once into a {@link Spool}, for several readers. */
public record SpoolSink(Spool spool) implements PipelineSink {

  @Override
  public Writer open(DriverContext driver) {
    return new Writer() {
      @Override
      public boolean write(Batch batch) {
        spool.add(batch);
        return true;
      }

      @Override
      public void finish() {}

      @Override
      public void close() {}
    };
  }

  @Override
  public void finish() {
    spool.finish();
  }

  @Override
  public void close() {
    spool.close();
  }
}
