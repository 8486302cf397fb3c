/**
 * Grouping and aggregation inside one JVM. Batches of rows (or of partial states) go into the sink
 * of a {@link io.sheaf.engine.aggregate.HashAggregation}, one {@link
 * io.sheaf.engine.aggregate.GroupTable} a driver; its source merges the tables by hash partition
 * and yields one row a group. A table is a {@link io.sheaf.engine.aggregate.GroupIndex} (key to
 * dense group number) with {@link io.sheaf.engine.aggregate.Accumulator}s beside it (arrays by
 * group number); {@link io.sheaf.engine.aggregate.AggregationLayout} says which ones a plan needs.
 * Where keys come in ascending order a table needs no index at all, and tables are merged in the
 * order of the keys ({@link io.sheaf.engine.aggregate.OrderedMerge}). When memory is refused a
 * table writes its states to {@link io.sheaf.engine.aggregate.SpilledPartitions}.
 */
package io.sheaf.engine.aggregate;
