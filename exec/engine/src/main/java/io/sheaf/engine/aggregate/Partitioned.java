package io.sheaf.engine.aggregate;

import io.sheaf.columnar.memory.MemoryLease;
import java.util.Arrays;

/** Numbers (of groups or of set entries) sorted by their partition. Immutable until released. */
final class Partitioned {
  private static final int SLICE = GroupTable.CHUNK;

  private static final long BYTES_PER_NUMBER = Byte.BYTES + Integer.BYTES;

  private final MemoryLease lease;
  private final byte[] partitions;
  private final int[] ids;
  private final int[] starts;

  private Partitioned(MemoryLease lease, byte[] partitions, int[] ids, int[] starts) {
    this.lease = lease;
    this.partitions = partitions;
    this.ids = ids;
    this.starts = starts;
  }

  /** Says to which partitions some numbers belong. */
  interface Partitions {
    void of(int[] ids, int count, int[] out);
  }

  /** Takes up to a few thousand numbers of one partition; the array is reused. */
  interface SliceAction {
    void accept(int partition, int[] ids, int count);
  }

  /** Takes up to a few thousand numbers; the array is reused. */
  interface Slice {
    void accept(int[] ids, int count);
  }

  /**
   * Sorts the numbers below {@code size}.
   *
   * @param lease of the table that the numbers are of. It reserves even where the memory is
   *     exhausted: states, which take many times as much, cannot be written to disk without
   */
  static Partitioned of(int size, MemoryLease lease, Partitions of) {
    lease.growBeyond(BYTES_PER_NUMBER * size);
    byte[] partitions = new byte[size];
    int[] starts = new int[SpilledPartitions.COUNT + 1];
    int[] slice = new int[SLICE];
    int[] found = new int[SLICE];
    for (int from = 0; from < size; from += SLICE) {
      int count = Math.min(SLICE, size - from);
      for (int i = 0; i < count; i++) {
        slice[i] = from + i;
      }
      of.of(slice, count, found);
      for (int i = 0; i < count; i++) {
        partitions[from + i] = (byte) found[i];
        starts[found[i] + 1]++;
      }
    }
    for (int p = 0; p < SpilledPartitions.COUNT; p++) {
      starts[p + 1] += starts[p];
    }
    int[] next = starts.clone();
    int[] ids = new int[size];
    for (int id = 0; id < size; id++) {
      ids[next[partitions[id]]++] = id;
    }
    return new Partitioned(lease, partitions, ids, starts);
  }

  /** Ends the use before the lease ends. */
  void release() {
    lease.shrink(BYTES_PER_NUMBER * starts[SpilledPartitions.COUNT]);
  }

  /** All partitions, slice by slice. */
  void forEach(SliceAction action) {
    for (int p = 0; p < SpilledPartitions.COUNT; p++) {
      forEach(p, action);
    }
  }

  /** One partition, slice by slice; several threads may do so at once. */
  void forEach(int partition, SliceAction action) {
    slices(
        ids,
        starts[partition],
        starts[partition + 1],
        (slice, count) -> action.accept(partition, slice, count));
  }

  /** A range of numbers, slice by slice. */
  static void slices(int[] ids, int start, int end, Slice action) {
    int[] slice = new int[Math.min(SLICE, end - start)];
    for (int from = start; from < end; from += SLICE) {
      int count = Math.min(SLICE, end - from);
      System.arraycopy(ids, from, slice, 0, count);
      action.accept(slice, count);
    }
  }

  /** How many numbers a partition has. */
  int size(int partition) {
    return starts[partition + 1] - starts[partition];
  }

  /** A copy of a partition's numbers, which ascend. */
  int[] of(int partition) {
    return Arrays.copyOfRange(ids, starts[partition], starts[partition + 1]);
  }

  /** The partition that a number belongs to. */
  int partition(int id) {
    return partitions[id];
  }
}
