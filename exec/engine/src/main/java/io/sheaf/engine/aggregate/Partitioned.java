package io.sheaf.engine.aggregate;

/** Numbers (of groups or of set entries) sorted by their partition. Immutable. */
final class Partitioned {
  private static final int SLICE = GroupTable.CHUNK;

  private final int[] ids;
  private final int[] starts;

  private Partitioned(int[] ids, int[] starts) {
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

  static Partitioned of(int size, Partitions of) {
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
    return new Partitioned(ids, starts);
  }

  /** All partitions, slice by slice. */
  void forEach(SliceAction action) {
    for (int p = 0; p < SpilledPartitions.COUNT; p++) {
      forEach(p, action);
    }
  }

  /** One partition, slice by slice; several threads may do so at once. */
  void forEach(int partition, SliceAction action) {
    int end = starts[partition + 1];
    int[] slice = new int[Math.min(SLICE, end - starts[partition])];
    for (int from = starts[partition]; from < end; from += SLICE) {
      int count = Math.min(SLICE, end - from);
      System.arraycopy(ids, from, slice, 0, count);
      action.accept(partition, slice, count);
    }
  }
}
