/**
 * Everything that runs inside one JVM. A {@code PhysicalPlan} comes in, a stream of batches goes
 * out: {@link io.sheaf.engine.Engine} starts it, {@link io.sheaf.engine.QueryRun} is what the
 * client holds, {@link io.sheaf.engine.EngineSettings}, {@link io.sheaf.engine.QueryContext} and
 * {@link io.sheaf.engine.CancelToken} are what its operators share. In the order of a query's
 * journey: {@code rdd}, {@code stage}, {@code schedule}, {@code pipeline}, {@code operator}; {@code
 * usercode} runs the lambdas of programs.
 */
package io.sheaf.engine;
