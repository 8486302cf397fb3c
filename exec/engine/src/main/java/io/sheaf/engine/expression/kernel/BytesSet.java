package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.Hashing;
import java.util.Arrays;
import java.util.List;

/** An immutable set of byte strings. */
final class BytesSet {
  private final byte[][] table;
  private final int shortest;
  private final int longest;

  BytesSet(List<byte[]> values) {
    int capacity = Integer.highestOneBit(Math.max(4, values.size() * 4 - 1));
    table = new byte[capacity][];
    int least = Integer.MAX_VALUE;
    int most = -1;
    for (byte[] value : values) {
      int slot = (int) Hashing.bytes(value, 0, value.length) & capacity - 1;
      while (table[slot] != null) {
        slot = slot + 1 & capacity - 1;
      }
      table[slot] = value;
      least = Math.min(least, value.length);
      most = Math.max(most, value.length);
    }
    shortest = least;
    longest = most;
  }

  boolean contains(byte[] data, int offset, int length) {
    if (length < shortest || length > longest) {
      return false;
    }
    int mask = table.length - 1;
    int slot = (int) Hashing.bytes(data, offset, length) & mask;
    while (table[slot] != null) {
      byte[] value = table[slot];
      if (Arrays.equals(value, 0, value.length, data, offset, offset + length)) {
        return true;
      }
      slot = slot + 1 & mask;
    }
    return false;
  }
}
