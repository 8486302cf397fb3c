package io.sheaf.cluster.driver;

import java.util.List;

/**
 * What a task reads of the inputs that the tasks of its stage share out. Immutable.
 *
 * @param partitions of each of these inputs
 * @param piece of one input it does not read all of these partitions; null where it does
 */
record Share(List<Integer> partitions, Piece piece) {
  /**
   * What some tasks of an input gave.
   *
   * @param from the first of these tasks
   * @param to the one after the last of them
   */
  record Piece(int input, int from, int to) {}

  Share {
    partitions = List.copyOf(partitions);
  }

  /** As planned: each task reads the partition of its number. */
  static Share of(int partition) {
    return new Share(List.of(partition), null);
  }

  /** Whether it reads what this task of an input gave. */
  boolean reads(int input, int task) {
    return piece == null || piece.input() != input || piece.from() <= task && task < piece.to();
  }
}
