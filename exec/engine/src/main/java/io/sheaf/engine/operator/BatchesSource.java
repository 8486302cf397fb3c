package io.sheaf.engine.operator;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSource;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * A few batches that are at hand when the pipeline starts, in order, on one driver.
 *
 * @param batches asked once; frozen batches with at least one row each
 */
public record BatchesSource(Schema schema, Supplier<List<Batch>> batches)
    implements PipelineSource {

  @Override
  public int maximumDrivers() {
    return 1;
  }

  @Override
  public BatchStream open(DriverContext driver) {
    Iterator<Batch> left = batches.get().iterator();
    return new BatchStream() {
      private boolean closed;

      @Override
      public Schema schema() {
        return schema;
      }

      @Override
      public Batch next() {
        return !closed && left.hasNext() ? left.next() : null;
      }

      @Override
      public void close() {
        closed = true;
      }
    };
  }
}
