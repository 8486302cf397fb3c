/**
 * Lineage: a {@code PhysicalPlan} comes in, an {@link io.sheaf.engine.rdd.Rdd} goes out, which says
 * of what partitions a result consists and on which others they depend ({@link
 * io.sheaf.engine.rdd.Dependency}). {@link io.sheaf.engine.rdd.RddCompiler} makes it, {@link
 * io.sheaf.engine.rdd.RddPrinter} prints it. Inert: nothing here runs.
 */
package io.sheaf.engine.rdd;
