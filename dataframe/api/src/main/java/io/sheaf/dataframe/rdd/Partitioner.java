package io.sheaf.dataframe.rdd;

import java.io.Serializable;

/**
 * Says in which partition the pairs of a key are. It is sent to where the data is; two that are
 * equal put every key in the same partition, so that rdds which they have spread are joined where
 * they are.
 *
 * <pre>{@code
 * record ByFirstLetter(int partitions) implements Partitioner {
 *   public int partition(Object key) {
 *     return ((String) key).charAt(0) % partitions;
 *   }
 * }
 * }</pre>
 */
public interface Partitioner extends Serializable {
  /** How many partitions there are; at least 1. */
  int partitions();

  /**
   * The partition of a key, from 0; the same in every JVM.
   *
   * @param key may be null
   */
  int partition(Object key);
}
