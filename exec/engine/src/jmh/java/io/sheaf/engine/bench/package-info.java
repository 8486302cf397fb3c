/**
 * What single kernels and operators cost, a row: {@link io.sheaf.engine.bench.Benchmarks} runs all
 * of them with JMH and prints them beside the saved baseline. Operators run as whole small plans in
 * an {@link io.sheaf.engine.Engine}, over {@link io.sheaf.engine.bench.Facts} in memory, so that
 * what they share with each other is measured as polluted as it is in a session.
 */
package io.sheaf.engine.bench;
