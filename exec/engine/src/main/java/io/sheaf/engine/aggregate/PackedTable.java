package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Hashing;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.Arrays;

/**
 * Group numbers of keys packed into one {@code long} each: an array addressed by the key where keys
 * are dense, else open addressing over slots of (half of the hash, group + 1), in the order of the
 * hashes, so that larger ones are filled from smaller ones in one sweep. A large table whose keys
 * come in ascending order, as those of a clustered file do, needs neither: each row has the last
 * group's key or a new one. When that ends, array or slots are filled from the keys.
 */
final class PackedTable {
  private static final long TAG = 0xFFFFFFFF00000000L;
  private static final int SMALL = 1 << 12;
  private static final int FIRST_SLOTS = 128;

  /** With fewer groups array or slots are in the processor's cache anyway, and loops read them. */
  private static final int UNINDEXED_FROM = 1 << 15;

  /** More slots than this no array of a power of two has. */
  private static final int MOST_SLOTS = 1 << 30;

  private final long hashMask;
  private final MemoryLease lease;
  private final int[] fresh = new int[GroupTable.CHUNK];
  private long[] keys = new long[0];
  private long[] slots = new long[0];
  private int[] direct = new int[0];
  private int groups;
  private int freshCount;

  /** Whether the keys changed since slots or array were filled. */
  private boolean stale;

  /** Whether the keys ascend from group to group. */
  private boolean ascending = true;

  /** Whether there is neither array nor slots, since keys ascend and rows with them. */
  private boolean unindexed;

  /** How many groups there may be soon. */
  private int expected;

  /** Whether rows are looked for that room was not made for. */
  private boolean alwaysIndexed;

  PackedTable(long hashMask, MemoryLease lease) {
    this.hashMask = hashMask;
    this.lease = lease;
  }

  int groups() {
    return groups;
  }

  long key(int group) {
    return keys[group];
  }

  /** Whether group numbers are in the order of the keys. */
  boolean isAscending() {
    return ascending;
  }

  /** Says that {@link #find} may get other rows than {@link #tryReserve}. */
  void indexAlways() {
    alwaysIndexed = true;
  }

  /** Says how many groups there may be soon, at most: room for them is made at once if there is. */
  void expect(long most) {
    expected = (int) Math.min(most, MOST_SLOTS / 2);
  }

  /** Group + 1 by key, 0 for none; null where keys are not dense. */
  int[] array() {
    return direct.length == 0 || stale ? null : direct;
  }

  /**
   * All keys, to be written anew by whoever changes the packing; then {@link #tryReserve} follows.
   */
  long[] repack() {
    stale = true;
    return keys;
  }

  int[] fresh() {
    return fresh;
  }

  int freshCount() {
    return freshCount;
  }

  /**
   * Makes room for rows with these keys.
   *
   * @param bits all keys are below 2^bits
   */
  boolean tryReserve(long[] packed, int count, int bits) {
    int wanted = groups + count;
    if (!reserveKeys(wanted)) {
      return false;
    }
    if (unindexed && follow(packed, count)) {
      stale = false;
      return true;
    }
    boolean isDirect = direct.length > 0;
    long dense = isDirect ? 32L : 16L;
    boolean mayBeDirect =
        hashMask != 0 && bits <= 28 && 1L << bits <= Math.max(SMALL, dense * wanted);
    boolean fits =
        isDirect ? mayBeDirect && direct.length == 1 << bits : 2L * wanted <= slots.length;
    if (fits && !stale) {
      return true;
    }
    if (groups >= UNINDEXED_FROM && !unindexed && !alwaysIndexed && follow(packed, count)) {
      dropDirect();
      dropSlots();
      unindexed = true;
      stale = false;
      return true;
    }
    return mayBeDirect && reserveDirect(bits) || reserveSlots(wanted);
  }

  /** Whether these rows have the last group's key, or ever larger ones. */
  private boolean follow(long[] packed, int count) {
    if (!ascending) {
      return false;
    }
    long last = groups == 0 ? Long.MIN_VALUE : keys[groups - 1];
    for (int i = 0; i < count; i++) {
      if (packed[i] < last) {
        return false;
      }
      last = packed[i];
    }
    return true;
  }

  private boolean reserveKeys(int wanted) {
    int old = keys.length;
    if (wanted <= old) {
      return true;
    }
    int grown = Math.max(Math.max(wanted, expected), 2 * old);
    if (!lease.tryGrow(8L * grown)) {
      grown = wanted + (old >> 3);
      if (!lease.tryGrow(8L * grown)) {
        return false;
      }
    }
    keys = Arrays.copyOf(keys, grown);
    lease.shrink(8L * old);
    return true;
  }

  private boolean reserveDirect(int bits) {
    int size = 1 << bits;
    if (direct.length == size && !stale) {
      return true;
    }
    if (direct.length != size) {
      if (!lease.tryGrow(4L * size)) {
        return false;
      }
      dropSlots();
      dropDirect();
      direct = new int[size];
    } else {
      Arrays.fill(direct, 0);
    }
    for (int group = 0; group < groups; group++) {
      direct[(int) keys[group]] = group + 1;
    }
    stale = false;
    unindexed = false;
    return true;
  }

  private boolean reserveSlots(int wanted) {
    if (2L * wanted > MOST_SLOTS) {
      return false;
    }
    return fillSlots(slotsFor(Math.max(wanted, expected))) || fillSlots(slotsFor(wanted));
  }

  private int slotsFor(int wanted) {
    int size = Math.max(FIRST_SLOTS, slots.length);
    while (size < 2L * wanted) {
      size <<= 1;
    }
    return size;
  }

  private boolean fillSlots(int size) {
    long[] old = slots;
    if (size != old.length) {
      if (!lease.tryGrow(8L * size)) {
        return false;
      }
      dropDirect();
      slots = new long[size];
    } else if (!stale) {
      return true;
    } else {
      Arrays.fill(slots, 0);
    }
    if (stale || old.length == 0) {
      for (int group = 0; group < groups; group++) {
        put(hash(keys[group]) | group + 1L);
      }
    } else {
      for (long taken : old) {
        if (taken != 0) {
          put(taken);
        }
      }
    }
    if (old != slots) {
      lease.shrink(8L * old.length);
    }
    stale = false;
    unindexed = false;
    return true;
  }

  /**
   * The hash of a key, in the upper half: it is the lower half of what the key of a whole number
   * itself may have, whose upper half parts what spills and so is the same for many groups here.
   */
  private long hash(long key) {
    return Hashing.mix(key) << Integer.SIZE & hashMask;
  }

  /** Puts what a slot holds into a free one; the upper half of the hash says where. */
  private void put(long taken) {
    int mask = slots.length - 1;
    int slot = slot(taken);
    while (slots[slot] != 0) {
      slot = slot + 1 & mask;
    }
    slots[slot] = taken;
  }

  /** The first slot for a hash: by its leading bits. */
  private int slot(long hash) {
    return (int) (hash >>> 1 + Long.numberOfLeadingZeros(slots.length));
  }

  private void dropSlots() {
    lease.shrink(8L * slots.length);
    slots = new long[0];
  }

  private void dropDirect() {
    lease.shrink(4L * direct.length);
    direct = new int[0];
  }

  void find(long[] packed, int count, int[] found) {
    freshCount = 0;
    if (unindexed) {
      findFollowing(packed, count, found);
    } else if (direct.length > 0) {
      findDirect(packed, count, found);
    } else {
      findHashed(packed, count, found);
    }
  }

  private void findFollowing(long[] packed, int count, int[] found) {
    long last = keys[groups - 1];
    for (int i = 0; i < count; i++) {
      long key = packed[i];
      if (key != last) {
        add(key, i);
        last = key;
      }
      found[i] = groups - 1;
    }
  }

  private void findDirect(long[] packed, int count, int[] found) {
    int[] table = direct;
    for (int i = 0; i < count; i++) {
      int at = (int) packed[i];
      int group = table[at];
      if (group == 0) {
        group = add(packed[i], i);
        table[at] = group;
      }
      found[i] = group - 1;
    }
  }

  private void findHashed(long[] packed, int count, int[] found) {
    long[] table = slots;
    int mask = table.length - 1;
    int shift = 1 + Long.numberOfLeadingZeros(table.length);
    long last = -1;
    int lastGroup = -1;
    for (int i = 0; i < count; i++) {
      long key = packed[i];
      // Input is often clustered by key.
      if (key != last) {
        long tag = hash(key);
        int slot = (int) (tag >>> shift);
        while (true) {
          long taken = table[slot];
          if (taken == 0) {
            lastGroup = add(key, i);
            table[slot] = tag | lastGroup;
            break;
          }
          if ((taken & TAG) == tag && keys[(int) taken - 1] == key) {
            lastGroup = (int) taken;
            break;
          }
          slot = slot + 1 & mask;
        }
        last = key;
      }
      found[i] = lastGroup - 1;
    }
  }

  /** Returns the new group + 1. */
  private int add(long key, int position) {
    ascending &= groups == 0 || key > keys[groups - 1];
    keys[groups] = key;
    fresh[freshCount++] = position;
    return ++groups;
  }

  /** How many slots are taken one after the other at most, which bounds any search. */
  int longestRun() {
    int longest = 0;
    int run = 0;
    for (long taken : slots) {
      run = taken == 0 ? 0 : run + 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  void clear() {
    dropSlots();
    dropDirect();
    lease.shrink(8L * keys.length);
    keys = new long[0];
    groups = 0;
    freshCount = 0;
    stale = false;
    ascending = true;
    unindexed = false;
    expected = 0;
  }
}
