/**
 * Queries that are built call by call come in, {@link io.sheaf.sql.ParsedQuery parsed queries} go
 * out, which are planned as those of a text are.
 *
 * <p>In reading order: {@link io.sheaf.sql.frame.Expression} is what a user writes of columns,
 * {@link io.sheaf.sql.frame.Relation} a query whose names are resolved and whose columns ({@link
 * io.sheaf.sql.frame.Attribute}) have types; {@link io.sheaf.sql.frame.Frames} makes one relation
 * of another and checks it at once. Inside, {@code ExpressionSyntax} resolves expressions to syntax
 * trees whose leaves are attributes, and {@code Rendering} turns a whole relation into one syntax
 * tree, merging what fits in one {@code SELECT} ({@code Block}).
 */
package io.sheaf.sql.frame;
