/**
 * Turns {@link io.sheaf.plan.Expr} into code over batches: {@link
 * io.sheaf.engine.expression.CompiledExpr} computes a column, {@link
 * io.sheaf.engine.expression.CompiledFilter} a selection.
 *
 * <p>In reading order: {@link io.sheaf.engine.expression.ExprCompiler} is the door; behind it
 * {@code NodeBuilder} makes one node an expression ({@code FunctionNode} for most, which runs a
 * kernel of the sub-packages and lifts functions of dictionary columns to their entries; {@code
 * CaseNode}, {@code LogicNode} and {@code CoalesceNode} where not every row computes every
 * argument), and {@code ConditionBuilder} makes conditions that shrink selections. {@link
 * io.sheaf.engine.expression.ConstantFolder} runs the same nodes at planning time.
 */
package io.sheaf.engine.expression;
