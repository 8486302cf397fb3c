/**
 * Turns {@link io.sheaf.plan.Expr} into code over batches: {@link
 * io.sheaf.engine.expression.CompiledExpr} computes a column, {@link
 * io.sheaf.engine.expression.CompiledFilter} a selection.
 */
package io.sheaf.engine.expression;
