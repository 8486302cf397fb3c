package io.sheaf.cluster.driver;

import java.util.List;

/**
 * What a task reads of the inputs that the tasks of its stage share out. Immutable.
 *
 * @param partitions of each of these inputs
 */
record Share(List<Integer> partitions) {
  Share {
    partitions = List.copyOf(partitions);
  }

  /** As planned: each task reads the partition of its number. */
  static Share of(int partition) {
    return new Share(List.of(partition));
  }
}
