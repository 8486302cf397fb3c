/**
 * The seams between operators inside one JVM: a {@link io.sheaf.engine.pipeline.PipelineSource}
 * feeds {@link io.sheaf.engine.pipeline.PipelineStep}s that end in a {@link
 * io.sheaf.engine.pipeline.PipelineSink}; several drivers ({@link
 * io.sheaf.engine.pipeline.DriverContext}) run one pipeline at the same time over shared state.
 */
package io.sheaf.engine.pipeline;
