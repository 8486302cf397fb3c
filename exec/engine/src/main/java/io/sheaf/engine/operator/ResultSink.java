package io.sheaf.engine.operator;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;

/** Hands result batches to the client, frozen, dense and under the plan's field names. */
public record ResultSink(Schema schema, ResultQueue queue) implements PipelineSink {

  @Override
  public Writer open(DriverContext driver) {
    return new Writer() {
      @Override
      public boolean write(Batch batch) {
        Batch kept = batch.freeze();
        return queue.put(
            kept.schema().equals(schema)
                ? kept
                : Batch.frozen(schema, kept.columns(), kept.rows()));
      }

      @Override
      public void finish() {}

      @Override
      public void close() {}
    };
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}
}
