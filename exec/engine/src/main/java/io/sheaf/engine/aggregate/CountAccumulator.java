package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.Arrays;
import java.util.List;

/** Counts rows. Without any row counted, as of NULLs where there are none, no array is made. */
final class CountAccumulator extends Accumulator {
  private final boolean nulls;
  private long[] counts;
  private int wanted;

  CountAccumulator(boolean nulls, MemoryLease lease) {
    super(lease);
    this.nulls = nulls;
  }

  @Override
  List<DataType> stateTypes() {
    return List.of(DataType.Simple.BIGINT);
  }

  @Override
  long bytesPerGroup() {
    return 8;
  }

  @Override
  void resize(int newCapacity) {
    wanted = newCapacity;
    if (newCapacity == 0) {
      counts = null;
    } else if (counts != null) {
      counts = Arrays.copyOf(counts, newCapacity);
    }
  }

  @Override
  void update(Column argument, GroupedRows in) {
    if (in.count == 0) {
      return;
    }
    allocate();
    long[] to = counts;
    int[] groups = in.groups;
    int count = in.count;
    GroupRuns runs = in.runLengths();
    if (runs != null) {
      for (int group = 0; group < in.groupsNow; group++) {
        to[group] += runs.starts[group + 1] - runs.starts[group];
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      to[groups[i]]++;
    }
  }

  /** Counts more rows of one group. */
  void add(int group, long rows) {
    allocate();
    counts[group] += rows;
  }

  @Override
  void merge(Column[] states, GroupedRows in) {
    long[] values = ((LongColumn) states[0]).values();
    if (nulls && !anyCounted(values, in)) {
      return;
    }
    allocate();
    for (int i = 0; i < in.count; i++) {
      counts[in.groups[i]] += values[in.rows[i]];
    }
  }

  private static boolean anyCounted(long[] values, GroupedRows in) {
    long bits = 0;
    for (int i = 0; i < in.count; i++) {
      bits |= values[in.rows[i]];
    }
    return bits != 0;
  }

  private void allocate() {
    if (counts == null) {
      counts = new long[wanted];
    }
  }

  /** Whether nothing was counted in any group. */
  boolean isZero() {
    return counts == null;
  }

  long get(int group) {
    return counts == null ? 0 : counts[group];
  }

  @Override
  List<Column> states(int[] groups, int count) {
    return List.of(new LongColumn(DataType.Simple.BIGINT, gather(groups, count)));
  }

  long[] gather(int[] groups, int count) {
    long[] out = new long[count];
    if (counts != null) {
      for (int i = 0; i < count; i++) {
        out[i] = counts[groups[i]];
      }
    }
    return out;
  }
}
