/**
 * How many rows a plan's nodes return. The statistics that tables keep come in, estimates for the
 * optimiser go out. In reading order: {@link io.sheaf.sql.statistics.SheafMetadata} (what the
 * optimiser asks), {@link io.sheaf.sql.statistics.RowEstimates}, {@link
 * io.sheaf.sql.statistics.SelectivityEstimates}, {@link io.sheaf.sql.statistics.ColumnEstimates}.
 */
package io.sheaf.sql.statistics;
