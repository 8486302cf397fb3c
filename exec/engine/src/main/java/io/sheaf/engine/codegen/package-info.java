/**
 * Generated loops. What rows of a batch go through is written down as a {@link
 * io.sheaf.engine.codegen.Loop}, which becomes a hidden class once for all statements of the same
 * shape (the expressions, with literals as parameters, and how columns are stored).
 *
 * <p>In reading order: {@link io.sheaf.engine.codegen.Code} is a value of one row and {@link
 * io.sheaf.engine.codegen.Loop} what is done with it; {@link io.sheaf.engine.codegen.Leaves} says
 * what of an expression a loop can compute and {@link io.sheaf.engine.codegen.ExprCode} writes it;
 * {@link io.sheaf.engine.codegen.LoopInputs} brings a batch's columns in; {@link
 * io.sheaf.engine.codegen.Bounds} proves before each batch that nothing overflows, so that loops
 * need no checks: a batch of which nothing can be proven goes to the interpreter, as does all that
 * loops cannot do. {@link io.sheaf.engine.codegen.Fragments} makes the classes, by {@code
 * LoopEmitter}; {@link io.sheaf.engine.codegen.LoopPrinter} shows a loop as Java.
 */
package io.sheaf.engine.codegen;
