package io.sheaf.engine.join;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.Hashing;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.memory.MemoryLease;

/**
 * Which values one integer-like key column of a build side has, for scans to drop probe rows before
 * their other columns are decoded: bounds always, a bit a value where the range is not too wide, or
 * a Bloom filter that another stage made. Immutable.
 */
public final class KeyMembership {
  /** Up to so many values a set is made however few keys there are: 1 MiB. */
  private static final long SMALL_RANGE = 1L << 23;

  private static final long LARGEST_RANGE = 1L << 29;
  private static final long VALUES_PER_ROW = 512;

  private final long min;
  private final long max;
  private final long[] bits;
  private final boolean nulls;

  /** Whether the bits are of hashed values: some that are not there may seem to be. */
  private final boolean hashed;

  private KeyMembership(long min, long max, long[] bits, boolean nulls, boolean hashed) {
    this.min = min;
    this.max = max;
    this.bits = bits;
    this.nulls = nulls;
    this.hashed = hashed;
  }

  /** What another stage's rows tell; NULL finds nothing. */
  public static KeyMembership of(KeySet keys) {
    return new KeyMembership(
        keys.min(), keys.max(), keys.words(), false, keys.form() == KeySet.Form.HASHED);
  }

  /**
   * Looks through a column; null when it is not of integers, dates or the like.
   *
   * @param nullEqual whether a NULL finds a NULL
   * @param lease where the bits are reserved; without memory there are only bounds
   */
  static KeyMembership of(Column column, int rows, boolean nullEqual, MemoryLease lease) {
    if (!(column instanceof IntColumn || column instanceof LongColumn)) {
      return null;
    }
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    boolean nulls = false;
    for (int row = 0; row < rows; row++) {
      if (column.validity() != null && column.isNull(row)) {
        nulls = true;
      } else {
        long value = value(column, row);
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    long[] bits = bits(min, max, rows, lease);
    if (bits != null) {
      for (int row = 0; row < rows; row++) {
        if (column.validity() == null || !column.isNull(row)) {
          long position = value(column, row) - min;
          bits[(int) (position >>> 6)] |= 1L << position;
        }
      }
    }
    return new KeyMembership(min, max, bits, nulls && nullEqual, false);
  }

  private static long value(Column column, int row) {
    return column instanceof IntColumn c ? c.values()[row] : ((LongColumn) column).values()[row];
  }

  /** Room for a bit a value, or null when that is too much. */
  private static long[] bits(long min, long max, int rows, MemoryLease lease) {
    // Negative also when the difference overflows.
    long range = max - min + 1;
    boolean small = range <= SMALL_RANGE || range <= VALUES_PER_ROW * rows;
    if (range <= 0 || range > LARGEST_RANGE || !small) {
      return null;
    }
    int words = (int) (range + 63 >>> 6);
    return lease.tryGrow(8L * words) ? new long[words] : null;
  }

  /** No key is smaller. */
  public long min() {
    return min;
  }

  /** No key is larger; smaller than {@link #min} when there is no key but NULL. */
  public long max() {
    return max;
  }

  /** Whether NULL finds a match. */
  public boolean matchesNull() {
    return nulls;
  }

  /** Whether {@link #select} drops anything that the bounds alone would not tell. */
  public boolean isExact() {
    return bits != null;
  }

  /**
   * Keeps of {@code rows[0..count)} those whose key is there, in place.
   *
   * @return how many; {@code count} with nothing changed when the column is stored in another way
   *     or NULLs must be kept
   */
  public int select(Column column, int[] rows, int count) {
    if (bits == null) {
      return count;
    }
    int valid = count;
    if (column.validity() != null) {
      if (nulls) {
        return count;
      }
      valid = valid(column, rows, count);
    }
    if (hashed) {
      return hashed(column, rows, valid);
    }
    return switch (column) {
      case IntColumn c -> ints(c.values(), rows, valid);
      case LongColumn c -> longs(c.values(), rows, valid);
      default -> valid;
    };
  }

  private static int valid(Column column, int[] rows, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      rows[kept] = row;
      kept += column.isNull(row) ? 0 : 1;
    }
    return kept;
  }

  private int ints(int[] keys, int[] rows, int count) {
    long first = min;
    long last = max - min;
    long[] set = bits;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      long position = keys[row] - first;
      rows[kept] = row;
      kept += position >= 0 && position <= last ? bit(set, position) : 0;
    }
    return kept;
  }

  private int longs(long[] keys, int[] rows, int count) {
    long first = min;
    long last = max - min;
    long[] set = bits;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      // Wraps around for far away keys, but never into the range: that is too short.
      long position = keys[row] - first;
      rows[kept] = row;
      kept += position >= 0 && position <= last ? bit(set, position) : 0;
    }
    return kept;
  }

  private int hashed(Column column, int[] rows, int count) {
    if (!(column instanceof IntColumn || column instanceof LongColumn)) {
      return count;
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      long value = value(column, row);
      long hash = Hashing.mix(value);
      rows[kept] = row;
      kept +=
          value >= min && value <= max
              ? bit(bits, KeySet.bit(hash, 0)) & bit(bits, KeySet.bit(hash, 1))
              : 0;
    }
    return kept;
  }

  private static int bit(long[] set, long position) {
    return (int) (set[(int) (position >>> 6)] >>> position) & 1;
  }
}
