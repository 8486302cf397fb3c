/**
 * The streaming operators: {@link io.sheaf.engine.operator.ScanSource} and {@link
 * io.sheaf.engine.operator.BatchesSource} start pipelines, {@link
 * io.sheaf.engine.operator.FilterStep}, {@link io.sheaf.engine.operator.ProjectStep} and {@link
 * io.sheaf.engine.operator.LimitStep} work on batches that pass, {@link
 * io.sheaf.engine.operator.UnionSource} strings chains together, {@link
 * io.sheaf.engine.operator.ResultSink} hands batches to the client.
 */
package io.sheaf.engine.operator;
