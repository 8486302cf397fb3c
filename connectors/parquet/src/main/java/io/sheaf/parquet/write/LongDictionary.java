package io.sheaf.parquet.write;

import io.sheaf.columnar.Hashing;
import java.util.Arrays;

/** Distinct 64-bit values in order of first appearance. */
final class LongDictionary {
  private long[] entries = new long[256];
  private int[] slots = new int[1024];
  private int size;

  int size() {
    return size;
  }

  /** Bytes of memory. */
  long heldBytes() {
    return 8L * entries.length + 4L * slots.length;
  }

  long entry(int code) {
    return entries[code];
  }

  /** The code of a value, which is added if it is new. */
  int code(long value) {
    int mask = slots.length - 1;
    int slot = (int) Hashing.mix(value) & mask;
    while (true) {
      int code = slots[slot] - 1;
      if (code < 0) {
        return add(value, slot);
      }
      if (entries[code] == value) {
        return code;
      }
      slot = slot + 1 & mask;
    }
  }

  private int add(long value, int slot) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * size);
    }
    entries[size] = value;
    slots[slot] = ++size;
    if (size * 2 > slots.length) {
      slots = new int[2 * slots.length];
      int mask = slots.length - 1;
      for (int code = 0; code < size; code++) {
        int s = (int) Hashing.mix(entries[code]) & mask;
        while (slots[s] != 0) {
          s = s + 1 & mask;
        }
        slots[s] = code + 1;
      }
    }
    return size - 1;
  }

  void clear() {
    size = 0;
    Arrays.fill(slots, 0);
  }
}
