package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Hashing;

/**
 * Integer keys anywhere in the 64-bit range: open addressing over slots that hold 32 bits of the
 * hash and the row, with the keys in a dense array beside them. Probed in two phases, so that the
 * misses of many rows overlap.
 */
final class SlotTable implements JoinTable {
  private final PackedKeys packing;
  private final int[] probeKeys;
  private final long[] keys;
  private final Slots slots;
  private final int[] next;

  /**
   * @param keys packed key of each build row
   * @param next the chains, or null
   */
  SlotTable(PackedKeys packing, int[] probeKeys, long[] keys, Slots slots, int[] next) {
    this.packing = packing;
    this.probeKeys = probeKeys;
    this.keys = keys;
    this.slots = slots;
    this.next = next;
  }

  PackedKeys packing() {
    return packing;
  }

  @Override
  public int[] next() {
    return next;
  }

  @Override
  public Lookup open() {
    return new Finder();
  }

  private final class Finder implements Lookup {
    private final PackedKeys.Packer packer = packing.open();
    private long[] hashes = new long[0];
    private long[] entries = new long[0];

    @Override
    public void find(Batch probe, Hits hits) {
      hits.reset(probe.rows());
      packer.reserve(probe.rows());
      int count =
          packer.pack(JoinTable.keys(probe, probeKeys), JoinTable.selected(probe, packer.rows));
      if (hashes.length < count) {
        hashes = new long[probe.rows()];
        entries = new long[probe.rows()];
      }
      long mask = slots.hashMask();
      for (int i = 0; i < count; i++) {
        hashes[i] = Hashing.mix(packer.packed[i]) & mask;
      }
      slots.load(hashes, entries, count);
      int found = 0;
      for (int i = 0; i < count; i++) {
        int row = entries[i] == 0 ? -1 : find(packer.packed[i], hashes[i], entries[i]);
        hits.probe[found] = packer.rows[i];
        hits.build[found] = row;
        found += row < 0 ? 0 : 1;
      }
      hits.count = found;
    }

    private int find(long key, long hash, long first) {
      int slot = slots.slot(hash);
      for (long entry = first; entry != 0; entry = slots.entry(slot)) {
        if (Slots.sameTag(entry, hash) && keys[Slots.row(entry)] == key) {
          return Slots.row(entry);
        }
        slot = slots.after(slot);
      }
      return -1;
    }
  }
}
