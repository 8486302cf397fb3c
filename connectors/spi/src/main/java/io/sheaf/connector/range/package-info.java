/**
 * Rows of numbers that nobody stored: a reference {@code range:from:to:step} comes in, splits and
 * streams of one BIGINT column {@code id} go out. {@link io.sheaf.connector.range.RangeTable} is
 * all there is to know.
 */
package io.sheaf.connector.range;
