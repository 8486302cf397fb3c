package io.sheaf.engine.join;

import java.util.Arrays;

/**
 * Per probe row two bits: whether it has a match, and whether it has an unknown comparison that
 * would be a match. Of one batch, or of a whole partition that meets its build rows piece by piece.
 */
final class ProbeMarks {
  private long[] matched = new long[0];
  private long[] unknown = new long[0];

  /** Bytes for so many rows. */
  static long bytes(long rows) {
    return 16 * (rows / 64 + 1);
  }

  /** Clears it and makes room for so many rows. */
  void reset(long rows) {
    int words = Math.toIntExact(rows + 63 >> 6);
    if (matched.length < words) {
      matched = new long[words];
      unknown = new long[words];
    } else {
      Arrays.fill(matched, 0, words, 0);
      Arrays.fill(unknown, 0, words, 0);
    }
  }

  long[] matchedBits() {
    return matched;
  }

  long[] unknownBits() {
    return unknown;
  }

  boolean matched(int row) {
    return isSet(matched, row);
  }

  boolean unknown(int row) {
    return isSet(unknown, row);
  }

  void setMatched(int row) {
    set(matched, row);
  }

  void setUnknown(int row) {
    set(unknown, row);
  }

  /** Adds the first {@code rows} marks of others from row {@code at} on. */
  void add(ProbeMarks others, int rows, long at) {
    for (int i = 0; i < rows; i++) {
      if (others.matched(i)) {
        set(matched, at + i);
      }
      if (others.unknown(i)) {
        set(unknown, at + i);
      }
    }
  }

  /** Takes over {@code rows} marks of others from row {@code at} on. */
  void copy(ProbeMarks others, long at, int rows) {
    reset(rows);
    for (int i = 0; i < rows; i++) {
      if (isSet(others.matched, at + i)) {
        setMatched(i);
      }
      if (isSet(others.unknown, at + i)) {
        setUnknown(i);
      }
    }
  }

  private static void set(long[] bits, long row) {
    bits[(int) (row >> 6)] |= 1L << row;
  }

  private static boolean isSet(long[] bits, long row) {
    return (bits[(int) (row >> 6)] >>> row & 1) != 0;
  }
}
