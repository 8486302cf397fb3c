package io.sheaf.engine.pipeline;

import io.sheaf.engine.QueryContext;

/**
 * One of the threads that run a pipeline together. All drivers of a pipeline are opened before the
 * first batch is pulled, and all of them run at the same time, so that they may wait for one
 * another.
 *
 * @param index 0 to {@code drivers - 1}
 */
public record DriverContext(QueryContext query, int index, int drivers) {}
