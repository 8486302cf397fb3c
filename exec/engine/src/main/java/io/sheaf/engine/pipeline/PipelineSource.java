package io.sheaf.engine.pipeline;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;

/**
 * Where a pipeline starts: a scan, constant rows, or the result of a finished {@link PipelineSink}.
 * All drivers' streams together yield each row once; they share work by pulling morsels.
 */
public interface PipelineSource {
  Schema schema();

  /** How many drivers may run: 1 where the order of rows matters. */
  default int maximumDrivers() {
    return Integer.MAX_VALUE;
  }

  /**
   * Opens a driver's stream. Where rows are in order and more than one driver may run, it keeps the
   * driver's {@link Turn}.
   */
  BatchStream open(DriverContext driver);
}
