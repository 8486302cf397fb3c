package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.Hashing;
import java.util.Arrays;

/** An immutable set of longs: a bitmap when they lie close together, else a hash table. */
final class LongSet {
  private static final long DENSE = 1 << 16;

  private final long least;
  private final long[] bitmap;
  private final long[] table;
  private final boolean[] used;

  LongSet(long[] values) {
    long min = Arrays.stream(values).min().orElse(0);
    long max = Arrays.stream(values).max().orElse(0);
    least = min;
    if (values.length > 0 && max - min >= 0 && max - min < DENSE) {
      bitmap = new long[(int) (max - min >> 6) + 1];
      table = null;
      used = null;
      for (long value : values) {
        bitmap[(int) (value - min >> 6)] |= 1L << value - min;
      }
      return;
    }
    bitmap = null;
    int capacity = Integer.highestOneBit(Math.max(4, values.length * 4 - 1));
    table = new long[capacity];
    used = new boolean[capacity];
    for (long value : values) {
      int slot = (int) Hashing.mix(value) & capacity - 1;
      while (used[slot] && table[slot] != value) {
        slot = slot + 1 & capacity - 1;
      }
      used[slot] = true;
      table[slot] = value;
    }
  }

  boolean contains(long value) {
    if (bitmap != null) {
      long index = value - least;
      // An unsigned shift, so that values below the least are beyond the end.
      return index >>> 6 < bitmap.length && (bitmap[(int) (index >>> 6)] >>> index & 1) != 0;
    }
    int mask = table.length - 1;
    int slot = (int) Hashing.mix(value) & mask;
    while (used[slot]) {
      if (table[slot] == value) {
        return true;
      }
      slot = slot + 1 & mask;
    }
    return false;
  }
}
