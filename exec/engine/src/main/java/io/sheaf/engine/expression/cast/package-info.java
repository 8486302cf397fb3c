/**
 * CAST and TRY_CAST for every pair of types: a column goes in, a column of the target type comes
 * out, with NULL or an error where a value does not fit.
 *
 * <p>In reading order: {@link io.sheaf.engine.expression.cast.Casts} chooses, {@link
 * io.sheaf.engine.expression.cast.CastKernel} is what all conversions share, {@link
 * io.sheaf.engine.expression.cast.ToDecimal}, {@link io.sheaf.engine.expression.cast.ToText} and
 * {@link io.sheaf.engine.expression.cast.FromText} are the larger ones.
 */
package io.sheaf.engine.expression.cast;
