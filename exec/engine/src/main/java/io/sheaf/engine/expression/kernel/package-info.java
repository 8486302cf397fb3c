/**
 * Functions over whole columns: columns and the rows that count go in, a column comes out. Loops
 * run over heap arrays; operations that cannot fail compute all rows, those that can fail raise
 * errors for the rows that count only.
 *
 * <p>In reading order: {@link io.sheaf.engine.expression.kernel.Kernel} is one function, {@link
 * io.sheaf.engine.expression.kernel.Rows} says which rows count, {@link
 * io.sheaf.engine.expression.kernel.Operand} gives arguments as arrays, {@link
 * io.sheaf.engine.expression.kernel.Scratch} holds the arrays of results, {@link
 * io.sheaf.engine.expression.kernel.NumberKernels} and {@link
 * io.sheaf.engine.expression.kernel.DecimalArithmetic} are where most of the work is done.
 */
package io.sheaf.engine.expression.kernel;
