package io.sheaf.engine.aggregate;

import java.util.Arrays;

/**
 * Which groups have had a value, one byte a group. As long as every group has had one from its
 * first chunk on, as without NULLs and filters, nothing is kept.
 */
final class Seen {
  private byte[] flags;
  private int capacity;

  boolean all() {
    return flags == null;
  }

  boolean of(int group) {
    return flags == null || flags[group] != 0;
  }

  void resize(int newCapacity) {
    capacity = newCapacity;
    if (flags != null) {
      flags = Arrays.copyOf(flags, newCapacity);
    }
  }

  /** From now on groups may lack a value; those below {@code seenSoFar} have one. */
  void track(int seenSoFar) {
    if (flags == null) {
      flags = new byte[capacity];
      Arrays.fill(flags, 0, seenSoFar, (byte) 1);
    }
  }

  void mark(GroupedRows in) {
    if (flags == null) {
      if (in.complete) {
        return;
      }
      track(in.groupsBefore);
    }
    for (int i = 0; i < in.count; i++) {
      flags[in.groups[i]] = 1;
    }
  }

  void mark(int group) {
    flags[group] = 1;
  }

  /** Marks a group that was there before, and so has had a value where no flags are kept. */
  void markKnown(int group) {
    if (flags != null) {
      flags[group] = 1;
    }
  }

  void clear() {
    flags = null;
    capacity = 0;
  }

  /** Validity bits of these groups' results, or null when all have a value. */
  long[] validity(int[] groups, int count) {
    if (flags == null) {
      return null;
    }
    long[] bits = new long[(count + 63) >>> 6];
    boolean nulls = false;
    for (int i = 0; i < count; i++) {
      long flag = flags[groups[i]];
      bits[i >> 6] |= flag << i;
      nulls |= flag == 0;
    }
    return nulls ? bits : null;
  }
}
