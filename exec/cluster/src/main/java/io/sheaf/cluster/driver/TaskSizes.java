package io.sheaf.cluster.driver;

/**
 * What is worth a task, by the bytes of other stages that it reads, as they lie on disk. Immutable.
 *
 * @param leastBytes a task that reads less reads its neighbour's rows, too
 * @param skewedBytes several tasks read a partition that has more, and {@link #SKEW} times as much
 *     as half of the partitions have at most
 * @param broadcastBytes so much of what is built for joins may be read by all tasks
 */
record TaskSizes(long leastBytes, long skewedBytes, long broadcastBytes) {
  static final TaskSizes USUAL = new TaskSizes(256 << 10, 16 << 20, 8 << 20);

  /** By how much a partition must be larger than others. */
  static final int SKEW = 5;
}
