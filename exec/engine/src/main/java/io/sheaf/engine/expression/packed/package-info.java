/**
 * Rows as bytes that are ordered as the rows are, for aggregates that need all values of a group:
 * {@link io.sheaf.engine.expression.packed.PackKernel} makes them, an aggregation collects them or
 * takes the least, {@link io.sheaf.engine.expression.packed.UnpackKernel} makes the result.
 */
package io.sheaf.engine.expression.packed;
