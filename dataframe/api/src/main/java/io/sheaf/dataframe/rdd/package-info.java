/**
 * Resilient distributed datasets for Java programs: lists whose elements lie in partitions, on
 * threads or in worker JVMs, and are computed when somebody wants them.
 *
 * <p>In reading order: {@link io.sheaf.dataframe.rdd.Rdds} makes them of lists, numbers and files;
 * {@link io.sheaf.dataframe.rdd.Rdd} is what they all can do, {@link
 * io.sheaf.dataframe.rdd.PairRdd} what is done by key, {@link io.sheaf.dataframe.rdd.Partitioner}
 * says where keys are; {@link io.sheaf.dataframe.rdd.Broadcast} goes to all tasks, and {@link
 * io.sheaf.dataframe.rdd.Accumulator} comes back from them. {@code Lineage} is how an rdd is made
 * of others, {@code Lowering} makes a {@code PhysicalPlan} of that, with the lambdas in {@code
 * UserCode} nodes, and {@code Job} runs it as any query is run. Rdds are made of frames by {@code
 * DataFrame.rdd()}, and frames of rdds by {@code Rdd.toDataFrame}, whose rows stand in queries as
 * tables of code; elements that are kept lie in such a table, too.
 */
package io.sheaf.dataframe.rdd;
