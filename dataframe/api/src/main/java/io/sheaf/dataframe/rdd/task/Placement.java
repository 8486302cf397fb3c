package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.rdd.HashPartitioner;
import io.sheaf.dataframe.rdd.Partitioner;

/** Asks partitioners. */
final class Placement {
  private Placement() {}

  /**
   * @param hash the {@link io.sheaf.objects.StableHash} of the key
   */
  static int partition(Partitioner partitioner, Object key, int hash) {
    if (partitioner instanceof HashPartitioner byHash) {
      return byHash.partitionOf(hash);
    }
    int partition = partitioner.partition(key);
    if (partition < 0 || partition >= partitioner.partitions()) {
      throw SheafException.user(
          "BAD_PARTITION",
          partitioner
              + " puts "
              + key
              + " in partition "
              + partition
              + " of "
              + partitioner.partitions());
    }
    return partition;
  }
}
