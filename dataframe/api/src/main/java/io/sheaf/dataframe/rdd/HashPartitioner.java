package io.sheaf.dataframe.rdd;

import io.sheaf.columnar.SheafException;
import io.sheaf.objects.StableHash;

/**
 * Spreads keys by a hash of them that is the same in every JVM: that of numbers, text, records,
 * enums and collections of those is made of what they contain, that of other classes is their
 * {@code hashCode}.
 */
public record HashPartitioner(int partitions) implements Partitioner {
  public HashPartitioner {
    if (partitions < 1) {
      throw SheafException.user("BAD_ARGUMENT", "an rdd has at least one partition");
    }
  }

  @Override
  public int partition(Object key) {
    return partitionOf(new StableHash().of(key));
  }

  /** The partition of keys that have this {@link StableHash}. */
  public int partitionOf(int hash) {
    return Math.floorMod(hash ^ hash >>> 16, partitions);
  }
}
