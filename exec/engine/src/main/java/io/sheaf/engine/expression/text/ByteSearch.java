package io.sheaf.engine.expression.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds one byte string in others, eight positions at a time: a position is looked at closely only
 * where the first two bytes agree. Immutable.
 */
public final class ByteSearch {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long SIGNS = 0x8080808080808080L;

  private final byte[] needle;
  private final long first;
  private final long second;

  public ByteSearch(byte[] needle) {
    this.needle = needle;
    this.first = needle.length > 0 ? (needle[0] & 0xFFL) * ONES : 0;
    this.second = needle.length > 1 ? (needle[1] & 0xFFL) * ONES : 0;
  }

  public int length() {
    return needle.length;
  }

  /** The first position of the needle in {@code data[from..to)}, or -1. */
  public int indexIn(byte[] data, int from, int to) {
    int last = to - needle.length;
    if (needle.length == 0) {
      return from <= to ? from : -1;
    }
    int at = from;
    if (needle.length > 1) {
      // Reading eight bytes at `at + 1` must stay within the array.
      int safe = Math.min(last - 7, data.length - 9);
      while (at <= safe) {
        long x = (long) LONGS.get(data, at) ^ first | (long) LONGS.get(data, at + 1) ^ second;
        long hits = x - ONES & ~x & SIGNS;
        while (hits != 0) {
          int candidate = at + (Long.numberOfTrailingZeros(hits) >>> 3);
          if (matches(data, candidate)) {
            return candidate;
          }
          hits &= hits - 1;
        }
        at += 8;
      }
    }
    for (; at <= last; at++) {
      if (data[at] == needle[0] && matches(data, at)) {
        return at;
      }
    }
    return -1;
  }

  private boolean matches(byte[] data, int at) {
    return Arrays.equals(data, at, at + needle.length, needle, 0, needle.length);
  }

  /** Whether the needle lies at a position; the caller knows that there is room for it. */
  boolean isAt(byte[] data, int at) {
    for (int i = 0; i < needle.length; i++) {
      if (data[at + i] != needle[i]) {
        return false;
      }
    }
    return true;
  }
}
