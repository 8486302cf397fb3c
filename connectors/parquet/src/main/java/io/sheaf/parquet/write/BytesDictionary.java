package io.sheaf.parquet.write;

import io.sheaf.columnar.Hashing;
import java.util.Arrays;

/** Distinct byte strings in order of first appearance. */
final class BytesDictionary {
  private byte[] data = new byte[4096];
  private int[] offsets = new int[257];
  private long[] hashes = new long[256];
  private int[] slots = new int[1024];
  private int size;

  int size() {
    return size;
  }

  /** Bytes of memory. */
  long heldBytes() {
    return data.length + 4L * offsets.length + 8L * hashes.length + 4L * slots.length;
  }

  byte[] data() {
    return data;
  }

  int offset(int code) {
    return offsets[code];
  }

  int length(int code) {
    return offsets[code + 1] - offsets[code];
  }

  int bytes() {
    return offsets[size];
  }

  /** The code of a value, which is copied and added if it is new. */
  int code(byte[] from, int offset, int length) {
    long hash = Hashing.bytes(from, offset, length);
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (true) {
      int code = slots[slot] - 1;
      if (code < 0) {
        return add(from, offset, length, hash, slot);
      }
      if (hashes[code] == hash
          && Arrays.equals(data, offsets[code], offsets[code + 1], from, offset, offset + length)) {
        return code;
      }
      slot = slot + 1 & mask;
    }
  }

  private int add(byte[] from, int offset, int length, long hash, int slot) {
    int at = offsets[size];
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
      offsets = Arrays.copyOf(offsets, 2 * size + 1);
    }
    if (data.length - at < length) {
      data = Arrays.copyOf(data, Math.max(2 * data.length, Math.addExact(at, length)));
    }
    System.arraycopy(from, offset, data, at, length);
    hashes[size] = hash;
    slots[slot] = ++size;
    offsets[size] = at + length;
    if (size * 2 > slots.length) {
      slots = new int[2 * slots.length];
      int mask = slots.length - 1;
      for (int code = 0; code < size; code++) {
        int s = (int) hashes[code] & mask;
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
