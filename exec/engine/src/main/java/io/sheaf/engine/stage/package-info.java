/**
 * From lineage to running pipelines: {@link io.sheaf.engine.stage.StageGraph} cuts an {@code Rdd}
 * at its wide dependencies into {@link io.sheaf.engine.stage.Stage}s; {@link
 * io.sheaf.engine.stage.StageRun} computes a stage's partitions here, having them compiled to
 * pipelines by {@link io.sheaf.engine.stage.PipelineCompiler}; {@link
 * io.sheaf.engine.stage.PlanMetrics} counts what every plan node did.
 */
package io.sheaf.engine.stage;
