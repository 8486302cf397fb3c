/**
 * Runs a {@code PhysicalPlan} inside one JVM: it is compiled to RDDs, cut into stages and driven by
 * threads that pull batches. Plans come in; streams of batches go out.
 */
package io.sheaf.engine;
