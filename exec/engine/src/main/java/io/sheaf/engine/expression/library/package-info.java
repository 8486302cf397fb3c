/**
 * The functions of {@link io.sheaf.plan.LibraryFunction}: {@link
 * io.sheaf.engine.expression.library.LibraryKernel} reads the arguments of each row as Java's
 * values and asks a {@link io.sheaf.engine.expression.library.RowFunction}, which {@link
 * io.sheaf.engine.expression.library.RowFunctions} names.
 */
package io.sheaf.engine.expression.library;
