package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.key.KeyHasher;
import io.sheaf.engine.key.RowStore;
import java.util.Arrays;

/**
 * Keys of any types: open addressing over 64-bit slots of (upper half of the hash, group + 1), the
 * keys themselves in a {@link RowStore}. A chunk of rows is probed together: slots first, then the
 * keys of all candidates are compared column by column, and mismatches go on to their next slots.
 */
final class HashedGroups implements GroupIndex {
  private static final long TAG = 0xFFFFFFFF00000000L;
  private static final int FIRST_SLOTS = 128;

  private final RowStore keyRows;
  private final KeyHasher hasher;
  private final MemoryLease lease;
  private long[] slots = new long[0];
  private long[] groupHashes = new long[0];
  private int groups;

  /** Scratch by position in a chunk, made when the first chunk comes. */
  private long[] hashes;

  private int[] slotOf;
  private int[] fresh;
  private int[] freshRows;
  private int[] candidates;
  private int[] active;
  private int[] mismatches;
  private int freshCount;

  HashedGroups(Schema keys, long hashMask, MemoryLease lease) {
    this.keyRows = new RowStore(keys, lease);
    this.hasher = new KeyHasher(new int[keys.size()], hashMask);
    this.lease = lease;
  }

  @Override
  public int groups() {
    return groups;
  }

  @Override
  public int tryReserve(Column[] keys, int[] rows, int count) {
    if (hashes == null) {
      makeScratch();
    }
    int wanted = groups + count;
    boolean fits =
        reserveHashes(wanted) && reserveSlots(wanted) && keyRows.tryReserve(keys, rows, count);
    return fits ? wanted : -1;
  }

  private void makeScratch() {
    hashes = new long[GroupTable.CHUNK];
    slotOf = new int[GroupTable.CHUNK];
    fresh = new int[GroupTable.CHUNK];
    freshRows = new int[GroupTable.CHUNK];
    candidates = new int[GroupTable.CHUNK];
    active = new int[GroupTable.CHUNK];
    mismatches = new int[GroupTable.CHUNK];
  }

  private boolean reserveHashes(int wanted) {
    int old = groupHashes.length;
    if (wanted <= old) {
      return true;
    }
    int grown = Math.max(wanted, 2 * old);
    if (!lease.tryGrow(8L * grown)) {
      grown = wanted + (old >> 3);
      if (!lease.tryGrow(8L * grown)) {
        return false;
      }
    }
    groupHashes = Arrays.copyOf(groupHashes, grown);
    lease.shrink(8L * old);
    return true;
  }

  /** At most half of the slots are taken. */
  private boolean reserveSlots(int wanted) {
    if (2L * wanted <= slots.length) {
      return true;
    }
    int grown = FIRST_SLOTS;
    while (grown < 2L * wanted) {
      grown <<= 1;
    }
    if (!lease.tryGrow(8L * grown)) {
      return false;
    }
    long[] to = new long[grown];
    for (int group = 0; group < groups; group++) {
      long hash = groupHashes[group];
      int slot = (int) hash & grown - 1;
      while (to[slot] != 0) {
        slot = slot + 1 & grown - 1;
      }
      to[slot] = hash & TAG | group + 1L;
    }
    lease.shrink(8L * slots.length);
    slots = to;
    return true;
  }

  @Override
  public void find(Column[] keys, int[] rows, int count, int[] found) {
    hasher.hash(keys, rows, count, hashes);
    freshCount = 0;
    int mask = slots.length - 1;
    int left = count;
    for (int i = 0; i < count; i++) {
      active[i] = i;
      slotOf[i] = (int) hashes[i] & mask;
    }
    while (left > 0) {
      int freshBefore = freshCount;
      int candidateCount = probe(left, mask, found);
      append(keys, rows, freshBefore);
      int kept = keyRows.retainEqual(keys, rows, found, candidates, candidateCount, mismatches);
      left = candidateCount - kept;
      int[] swap = active;
      active = mismatches;
      mismatches = swap;
      for (int i = 0; i < left; i++) {
        slotOf[active[i]] = slotOf[active[i]] + 1 & mask;
      }
    }
  }

  /** Moves each active row to an empty slot, which it takes, or to one whose tag is its own. */
  private int probe(int count, int mask, int[] found) {
    long[] table = slots;
    int candidateCount = 0;
    for (int i = 0; i < count; i++) {
      int position = active[i];
      long tag = hashes[position] & TAG;
      int slot = slotOf[position];
      while (true) {
        long taken = table[slot];
        if (taken == 0) {
          table[slot] = tag | ++groups;
          found[position] = groups - 1;
          fresh[freshCount++] = position;
          break;
        }
        if ((taken & TAG) == tag) {
          found[position] = (int) taken - 1;
          slotOf[position] = slot;
          candidates[candidateCount++] = position;
          break;
        }
        slot = slot + 1 & mask;
      }
    }
    return candidateCount;
  }

  /** Keeps the keys of the groups made since, before anybody compares with them. */
  private void append(Column[] keys, int[] rows, int from) {
    int count = freshCount - from;
    int first = groups - count;
    for (int i = 0; i < count; i++) {
      int position = fresh[from + i];
      freshRows[i] = rows[position];
      groupHashes[first + i] = hashes[position];
    }
    keyRows.append(keys, freshRows, count);
  }

  /** Adds keys known to be new and different, in this order; room was reserved. */
  void adopt(Column[] keys, int[] rows, int count) {
    hasher.hash(keys, rows, count, hashes);
    int mask = slots.length - 1;
    freshCount = count;
    for (int i = 0; i < count; i++) {
      int slot = (int) hashes[i] & mask;
      while (slots[slot] != 0) {
        slot = slot + 1 & mask;
      }
      slots[slot] = hashes[i] & TAG | ++groups;
      fresh[i] = i;
    }
    append(keys, rows, 0);
  }

  @Override
  public int freshCount() {
    return freshCount;
  }

  @Override
  public int[] fresh() {
    return fresh;
  }

  @Override
  public Column key(int column, int[] wanted, int count) {
    return keyRows.gather(column, wanted, count);
  }

  @Override
  public void hashes(int[] wanted, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = groupHashes[wanted[i]];
    }
  }

  @Override
  public void clear() {
    keyRows.clear();
    lease.shrink(8L * (slots.length + groupHashes.length));
    slots = new long[0];
    groupHashes = new long[0];
    groups = 0;
    freshCount = 0;
  }
}
