package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Hashing;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.key.KeyHasher;
import java.util.Arrays;
import java.util.List;

/**
 * Builds the {@link JoinTable} that suits the keys of some build rows; for one thread, used once.
 */
final class TableBuilder {
  private static final int BLOCK = 4096;
  private static final long ALWAYS_DIRECT = 1 << 16;
  private static final long DENSITY = 2;

  /** Up to here bits take less memory than slots. */
  private static final long RANKED_DENSITY = 128;

  private static final long ALWAYS_RANKED = 1 << 24;

  private final JoinShape shape;
  private final MemoryLease lease;
  private final int rows;
  private final Column[] keys;
  private final boolean keepDuplicates;
  private int[] next;

  /**
   * @param build all build rows: dense, in the shape's build schema, no column constant
   * @param lease where the table's memory is reserved, or null when {@link #bytes} are reserved
   */
  TableBuilder(JoinShape shape, Batch build, MemoryLease lease) {
    this.shape = shape;
    this.lease = lease;
    this.rows = build.rows();
    this.keys = JoinTable.keys(build, shape.buildKeys());
    this.keepDuplicates = !shape.firstMatchSuffices();
  }

  /** What the tables of so many rows take at most when no lease is given. */
  static long bytes(int rows) {
    return 48L * rows + 1024;
  }

  /** The table, or null when the lease refuses the memory for it. */
  JoinTable build() {
    PackedKeys packing = PackedKeys.plan(keys, shape.nullEqual(), rows);
    if (packing == null) {
      return general();
    }
    if (packing.packedMax() < packing.packedMin()) {
      return new JoinTable.Empty();
    }
    // Negative when the range overflows.
    long range = packing.packedMax() - packing.packedMin() + 1;
    if (range > 0 && range <= largestDirect()) {
      JoinTable direct = direct(packing, (int) range);
      if (direct != null) {
        return direct;
      }
    }
    if (range > 0 && range <= largestRanked()) {
      JoinTable ranked = ranked(packing, range);
      if (ranked != null) {
        return ranked;
      }
    }
    return slots(packing);
  }

  private long largestRanked() {
    return lease == null ? RANKED_DENSITY * rows : Math.max(ALWAYS_RANKED, RANKED_DENSITY * rows);
  }

  private long largestDirect() {
    return lease == null ? 8L * rows : Math.max(ALWAYS_DIRECT, DENSITY * rows);
  }

  private boolean tryGrow(long bytes) {
    return lease == null || lease.tryGrow(bytes);
  }

  private void shrink(long bytes) {
    if (lease != null) {
      lease.shrink(bytes);
    }
  }

  private JoinTable direct(PackedKeys packing, int range) {
    if (range > Integer.MAX_VALUE - 16 || !tryGrow(4L * range)) {
      return null;
    }
    int[] heads = new int[range];
    PackedKeys.Packer packer = packing.open();
    packer.reserve(BLOCK);
    // From the last row to the first, so that chains run forwards.
    for (int end = rows; end > 0; end -= BLOCK) {
      int count = packBlock(packer, end);
      for (int i = count - 1; i >= 0; i--) {
        int position = (int) (packer.packed[i] - packing.packedMin());
        if (!link(packer.rows[i], heads[position] - 1)) {
          shrink(4L * range);
          return null;
        }
        heads[position] = packer.rows[i] + 1;
      }
    }
    return new DirectTable(packing, shape.probeKeys(), heads, next);
  }

  private JoinTable ranked(PackedKeys packing, long range) {
    long bytes = RankTable.KeyBits.bytes(range) + 4L * rows;
    if (!tryGrow(bytes)) {
      return null;
    }
    RankTable.KeyBits present = RankTable.KeyBits.ofRange(range);
    PackedKeys.Packer packer = packing.open();
    packer.reserve(BLOCK);
    for (int end = rows; end > 0; end -= BLOCK) {
      int count = packBlock(packer, end);
      for (int i = 0; i < count; i++) {
        present.add(packer.packed[i] - packing.packedMin());
      }
    }
    int[] heads = new int[present.count()];
    Arrays.fill(heads, -1);
    for (int end = rows; end > 0; end -= BLOCK) {
      int count = packBlock(packer, end);
      for (int i = count - 1; i >= 0; i--) {
        int rank = present.rank(packer.packed[i] - packing.packedMin());
        if (!link(packer.rows[i], heads[rank])) {
          shrink(bytes);
          return null;
        }
        heads[rank] = packer.rows[i];
      }
    }
    return new RankTable(packing, shape.probeKeys(), present, heads, next);
  }

  private int packBlock(PackedKeys.Packer packer, int end) {
    int start = Math.max(0, end - BLOCK);
    for (int i = start; i < end; i++) {
      packer.rows[i - start] = i;
    }
    return packer.pack(keys, end - start);
  }

  private JoinTable slots(PackedKeys packing) {
    long bytes = Slots.bytes(rows) + 8L * rows;
    if (!tryGrow(bytes)) {
      return null;
    }
    Slots slots = new Slots(rows, shape.hashMask());
    long[] packed = new long[rows];
    PackedKeys.Packer packer = packing.open();
    packer.reserve(BLOCK);
    for (int end = rows; end > 0; end -= BLOCK) {
      int count = packBlock(packer, end);
      for (int i = count - 1; i >= 0; i--) {
        int row = packer.rows[i];
        long key = packer.packed[i];
        packed[row] = key;
        long hash = Hashing.mix(key) & shape.hashMask();
        int slot = slots.slot(hash);
        long entry = slots.entry(slot);
        while (entry != 0 && !(Slots.sameTag(entry, hash) && packed[Slots.row(entry)] == key)) {
          slot = slots.after(slot);
          entry = slots.entry(slot);
        }
        if (!link(row, Slots.row(entry))) {
          shrink(bytes);
          return null;
        }
        slots.put(slot, hash, row);
      }
    }
    return new SlotTable(packing, shape.probeKeys(), packed, slots, next);
  }

  private JoinTable general() {
    if (!tryGrow(Slots.bytes(rows))) {
      return null;
    }
    Slots slots = new Slots(rows, shape.hashMask());
    int[] keyColumns = new int[keys.length];
    for (int k = 0; k < keys.length; k++) {
      keyColumns[k] = k;
    }
    KeyHasher hasher = new KeyHasher(keyColumns, shape.hashMask());
    Batch keyBatch =
        Batch.frozen(shape.buildSchema().select(boxed(shape.buildKeys())), List.of(keys), rows);
    int[] block = new int[BLOCK];
    long[] hashes = new long[BLOCK];
    for (int end = rows; end > 0; end -= BLOCK) {
      int start = Math.max(0, end - BLOCK);
      int count = 0;
      for (int row = start; row < end; row++) {
        block[count++] = row;
      }
      for (int k = 0; k < keys.length; k++) {
        count = shape.nullEqual()[k] ? count : KeyNulls.drop(keys[k], block, count);
      }
      hasher.hash(keyBatch, block, count, hashes);
      for (int i = count - 1; i >= 0; i--) {
        if (!insert(slots, hashes[i], block[i])) {
          shrink(Slots.bytes(rows));
          return null;
        }
      }
    }
    return new GeneralTable(keys, shape.probeKeys(), shape.nullEqual(), slots, next);
  }

  private static List<Integer> boxed(int[] indexes) {
    return Arrays.stream(indexes).boxed().toList();
  }

  private boolean insert(Slots slots, long hash, int row) {
    int slot = slots.slot(hash);
    long entry = slots.entry(slot);
    while (entry != 0 && !(Slots.sameTag(entry, hash) && sameKey(row, Slots.row(entry)))) {
      slot = slots.after(slot);
      entry = slots.entry(slot);
    }
    if (!link(row, Slots.row(entry))) {
      return false;
    }
    slots.put(slot, hash, row);
    return true;
  }

  private boolean sameKey(int row, int other) {
    for (Column key : keys) {
      if (!KeyMatch.equal(key, row, key, other)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Puts a row before the first one of its key so far (-1: there is none); false without memory.
   */
  private boolean link(int row, int head) {
    if (next == null) {
      if (head < 0 || !keepDuplicates) {
        return true;
      }
      if (!tryGrow(4L * rows)) {
        return false;
      }
      next = new int[rows];
      Arrays.fill(next, -1);
    }
    next[row] = head;
    return true;
  }
}
