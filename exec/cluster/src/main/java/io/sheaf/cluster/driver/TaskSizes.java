package io.sheaf.cluster.driver;

/**
 * What is worth a task, by the bytes of other stages that it reads, as they lie on disk. Immutable.
 *
 * @param leastBytes a task that reads less reads its neighbour's rows, too
 */
record TaskSizes(long leastBytes) {
  static final TaskSizes USUAL = new TaskSizes(1 << 20);
}
