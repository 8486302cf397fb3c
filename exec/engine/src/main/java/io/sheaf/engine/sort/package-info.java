/**
 * Ordering: batches go into {@link io.sheaf.engine.sort.SortOperator} or {@link
 * io.sheaf.engine.sort.TopNOperator} as a sink, and come out in order as a source. A number stands
 * for the keys of each row, all of them where a {@link io.sheaf.engine.sort.KeyPacking} is found
 * (in the place of texts, if few are different, it has those that {@link
 * io.sheaf.engine.sort.TextPlaces} finds), else a prefix ({@link io.sheaf.engine.sort.SortOrder}),
 * after which {@link io.sheaf.engine.sort.TieSort} goes on. {@link
 * io.sheaf.engine.sort.RunCollector} collects rows, {@link io.sheaf.engine.sort.RunSorter} sorts
 * what fits in memory. {@link io.sheaf.engine.sort.MergedRuns} cuts runs in memory into ranges,
 * each of which {@link io.sheaf.engine.sort.RangeMerge} can merge apart from the others; {@link
 * io.sheaf.engine.sort.RunMerge} merges as soon as there are spilled runs, and {@link
 * io.sheaf.engine.sort.SpilledRuns} sees to it that there are not too many of these.
 */
package io.sheaf.engine.sort;
