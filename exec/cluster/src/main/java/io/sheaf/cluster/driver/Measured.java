package io.sheaf.cluster.driver;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How large is what the tasks of a stage share out.
 *
 * @param bytes by partition, of all inputs
 * @param without partitions that nothing comes of
 * @param divided the input whose partitions several tasks may share out, or -1
 * @param dividedBytes by partition and task, what the tasks of that input gave
 */
record Measured(long[] bytes, Set<Integer> without, int divided, long[][] dividedBytes) {
  static final int NONE = -1;

  /** No partition may be shared out. */
  Measured(long[] bytes, Set<Integer> without) {
    this(bytes, without, NONE, new long[0][]);
  }

  int[] partitions() {
    return IntStream.range(0, bytes.length).filter(p -> !without.contains(p)).toArray();
  }

  long of(int partition) {
    return bytes[partition];
  }

  long of(List<Integer> partitions) {
    return partitions.stream().mapToLong(p -> bytes[p]).sum();
  }

  long average() {
    return LongStream.of(bytes).sum() / bytes.length;
  }

  /** Half of the partitions have no more. */
  long median() {
    long[] sorted = bytes.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }

  /** What several tasks may share out of a partition. */
  long divisible(int partition) {
    return divided == NONE ? 0 : LongStream.of(dividedBytes[partition]).sum();
  }
}
