package io.sheaf.engine.pipeline;

import io.sheaf.engine.QueryContext;

/**
 * One of the threads that run a pipeline together. All drivers of a pipeline are opened before the
 * first batch is pulled, and all of them run at the same time, so that they may wait for one
 * another.
 *
 * @param index 0 to {@code drivers - 1}
 * @param turn where the driver is in a source whose order matters
 */
public record DriverContext(QueryContext query, int index, int drivers, Turn turn) {
  public DriverContext(QueryContext query, int index, int drivers) {
    this(query, index, drivers, new Turn());
  }
}
