package io.sheaf.engine.aggregate;

import java.util.List;

/** Says to which of {@link SpilledPartitions#COUNT} partitions a group belongs. Immutable. */
sealed interface Parting {
  void partitions(GroupIndex index, int[] groups, int count, int[] out);

  /** By some bits of the keys' hash: others at each level of parting. */
  record ByHash(int level) implements Parting {
    @Override
    public void partitions(GroupIndex index, int[] groups, int count, int[] out) {
      long[] hashes = new long[count];
      index.hashes(groups, count, hashes);
      for (int i = 0; i < count; i++) {
        out[i] = SpilledPartitions.of(hashes[i], level);
      }
    }
  }

  /** By ranges of the one whole number that is the key; what is clustered and dense stays so. */
  record ByRange(long least, int shift) implements Parting {
    /** The smallest number of a partition. */
    long first(int partition) {
      if (partition == 0) {
        return Long.MIN_VALUE;
      }
      long first = least + ((long) partition << shift);
      return first < least ? Long.MAX_VALUE : first;
    }

    /** The largest number of a partition. */
    long last(int partition) {
      return partition == SpilledPartitions.COUNT - 1 ? Long.MAX_VALUE : first(partition + 1) - 1;
    }

    @Override
    public void partitions(GroupIndex index, int[] groups, int count, int[] out) {
      long[] numbers = new long[count];
      index.numbers(groups, count, least, numbers);
      for (int i = 0; i < count; i++) {
        out[i] = (int) (numbers[i] - least >>> shift);
      }
    }
  }

  /** The parting under which tables in memory are merged fastest. */
  static Parting of(List<GroupTable> tables) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (GroupTable table : tables) {
      if (table.groups() > 0) {
        NumberBounds bounds = table.numberBounds();
        if (bounds == null) {
          return new ByHash(0);
        }
        least = Math.min(least, bounds.least());
        most = Math.max(most, bounds.most());
      }
    }
    long distance = most - least;
    if (distance < SpilledPartitions.COUNT) {
      return new ByHash(0);
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(distance);
    return new ByRange(least, bits - SpilledPartitions.BITS);
  }

  /** Bounds of keys that are one whole number. */
  record NumberBounds(long least, long most) {}
}
