/**
 * Ordering: batches go into {@link io.sheaf.engine.sort.SortOperator} or {@link
 * io.sheaf.engine.sort.TopNOperator} as a sink, and come out in order as a source. {@link
 * io.sheaf.engine.sort.SortOrder} compares rows, by a 64-bit prefix where it decides; {@link
 * io.sheaf.engine.sort.RunSorter} sorts what fits in memory; {@link io.sheaf.engine.sort.RunMerge}
 * merges sorted runs, in memory and spilled ones alike; {@link io.sheaf.engine.sort.SpilledRuns}
 * sees to it that there are not too many of these.
 */
package io.sheaf.engine.sort;
