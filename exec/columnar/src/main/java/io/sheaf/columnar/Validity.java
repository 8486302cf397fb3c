package io.sheaf.columnar;

import java.util.Arrays;

/** Operations on validity bits; null stands for "no nulls" everywhere. */
public final class Validity {
  private Validity() {}

  public static int words(int rows) {
    return (rows + 63) >>> 6;
  }

  public static long[] allNull(int rows) {
    return new long[words(rows)];
  }

  public static long[] allValid(int rows) {
    long[] bits = new long[words(rows)];
    Arrays.fill(bits, -1L);
    return bits;
  }

  public static boolean isValid(long[] bits, int row) {
    return bits == null || (bits[row >> 6] >>> row & 1) != 0;
  }

  public static void setNull(long[] bits, int row) {
    bits[row >> 6] &= ~(1L << row);
  }

  public static void setValid(long[] bits, int row) {
    bits[row >> 6] |= 1L << row;
  }

  /** Makes the rows {@code from} to {@code to}, exclusively, valid. */
  public static void setValid(long[] bits, int from, int to) {
    if (from >= to) {
      return;
    }
    int first = from >> 6;
    int last = to - 1 >> 6;
    long head = -1L << from;
    long tail = -1L >>> -to;
    if (first == last) {
      bits[first] |= head & tail;
      return;
    }
    bits[first] |= head;
    Arrays.fill(bits, first + 1, last, -1L);
    bits[last] |= tail;
  }

  /** Rows valid in both; may return one of its arguments. */
  public static long[] and(long[] a, long[] b, int rows) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    long[] both = new long[words(rows)];
    for (int i = 0; i < both.length; i++) {
      both[i] = a[i] & b[i];
    }
    return both;
  }

  /** Whether the first {@code rows} bits hold a null. */
  public static boolean anyNull(long[] bits, int rows) {
    if (bits == null) {
      return false;
    }
    int full = rows >> 6;
    for (int i = 0; i < full; i++) {
      if (bits[i] != -1L) {
        return true;
      }
    }
    int rest = rows & 63;
    return rest != 0 && (~bits[full] & (1L << rest) - 1) != 0;
  }

  /** The bits of {@code rows[0..count)}, or null when none of those is null. */
  public static long[] gather(long[] bits, int[] rows, int count) {
    if (bits == null) {
      return null;
    }
    long[] out = new long[words(count)];
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      out[i >> 6] |= (bits[row >> 6] >>> row & 1) << i;
    }
    return anyNull(out, count) ? out : null;
  }

  /** Moves the bits of {@code rows[0..count)}, which are ascending, to the front. */
  static void moveToFront(long[] bits, int[] rows, int count) {
    for (int i = 0; i < count; i++) {
      long bit = bits[rows[i] >> 6] >>> rows[i] & 1;
      bits[i >> 6] = bits[i >> 6] & ~(1L << i) | bit << i;
    }
  }

  public static long[] copy(long[] bits, int rows) {
    return bits == null ? null : Arrays.copyOf(bits, words(rows));
  }
}
