package io.sheaf.engine.operator;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSource;
import io.sheaf.engine.pipeline.PipelineStep;
import java.util.List;

/** A source with the steps behind it, as one source: an input of a union. */
public record ChainSource(PipelineSource source, List<PipelineStep> steps)
    implements PipelineSource {
  public ChainSource {
    steps = List.copyOf(steps);
  }

  @Override
  public Schema schema() {
    return steps.isEmpty() ? source.schema() : steps.getLast().schema();
  }

  @Override
  public int maximumDrivers() {
    return source.maximumDrivers();
  }

  @Override
  public BatchStream open(DriverContext driver) {
    BatchStream stream = source.open(driver);
    try {
      for (PipelineStep step : steps) {
        stream = step.open(stream, driver);
      }
      return stream;
    } catch (Throwable t) {
      stream.close();
      throw t;
    }
  }
}
