package io.sheaf.engine.join;

/**
 * Open addressing with linear steps: an entry holds the low half of the hash as a tag and the row
 * plus one; 0 is free. At most half full. The slot comes from the high bits of the hash.
 */
final class Slots {
  private final long[] entries;
  private final int shift;
  private final long hashMask;

  /** Room for this many distinct keys. */
  Slots(int keys, long hashMask) {
    int bits = bits(keys);
    this.entries = new long[1 << bits];
    this.shift = 64 - bits;
    this.hashMask = hashMask;
  }

  private static int bits(int keys) {
    return Math.min(30, Math.max(4, 33 - Integer.numberOfLeadingZeros(keys)));
  }

  /** Bytes that the slots for so many keys take. */
  static long bytes(int keys) {
    return 8L << bits(keys);
  }

  long hashMask() {
    return hashMask;
  }

  int slot(long hash) {
    return (int) (hash >>> shift);
  }

  int after(int slot) {
    return slot + 1 & entries.length - 1;
  }

  long entry(int slot) {
    return entries[slot];
  }

  void put(int slot, long hash, int row) {
    entries[slot] = hash << 32 | row + 1L;
  }

  static boolean sameTag(long entry, long hash) {
    return (int) (entry >>> 32) == (int) hash;
  }

  static int row(long entry) {
    return (int) entry - 1;
  }

  /** The first entry that each hash meets. */
  void load(long[] hashes, long[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = entries[(int) (hashes[i] >>> shift)];
    }
  }
}
