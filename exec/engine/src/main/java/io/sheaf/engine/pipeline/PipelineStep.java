package io.sheaf.engine.pipeline;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;

/**
 * A streaming operator between source and sink: filter, projection, join probe. The step itself is
 * shared by all drivers; each driver gets a stream of its own that owns (and closes) its input.
 */
public interface PipelineStep {
  Schema schema();

  BatchStream open(BatchStream input, DriverContext driver);
}
