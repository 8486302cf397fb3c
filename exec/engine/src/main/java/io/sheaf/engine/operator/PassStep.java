package io.sheaf.engine.operator;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineStep;

/** Stands where an operator's work is done by the next one: batches pass as they are. */
public record PassStep(Schema schema) implements PipelineStep {
  @Override
  public BatchStream open(BatchStream input, DriverContext driver) {
    return input;
  }
}
