package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Selection;

/**
 * Integer keys with gaps: one bit for each possible key, and the first row of each key in the order
 * of the keys, found by counting the bits before. The bits stay in the processor's cache where an
 * array over the whole range would not, so that the many rows without a match are cheap.
 */
final class RankTable implements JoinTable {
  private final PackedKeys packing;
  private final int[] probeKeys;
  private final long min;
  private final long range;
  private final long[] bits;
  private final int[] ranks;
  private final int[] heads;
  private final int[] next;

  /**
   * @param present which keys there are
   * @param heads for each key that there is, ascending, the first row
   * @param next the chains, or null
   */
  RankTable(PackedKeys packing, int[] probeKeys, KeyBits present, int[] heads, int[] next) {
    this.packing = packing;
    this.probeKeys = probeKeys;
    this.min = packing.packedMin();
    this.range = packing.packedMax() - min + 1;
    this.bits = present.bits();
    this.ranks = present.ranks();
    this.heads = heads;
    this.next = next;
  }

  /**
   * A set of keys, as distances from the smallest one.
   *
   * @param ranks for each word of bits how many are set before it
   */
  record KeyBits(long[] bits, int[] ranks) {
    static KeyBits ofRange(long range) {
      int words = (int) (range + 63 >> 6);
      return new KeyBits(new long[words], new int[words]);
    }

    /** Bytes for so many possible keys. */
    static long bytes(long range) {
      return 12 * (range + 63 >> 6);
    }

    void add(long distance) {
      bits[(int) (distance >> 6)] |= 1L << distance;
    }

    /** Counts after the last addition; returns how many keys there are. */
    int count() {
      int total = 0;
      for (int word = 0; word < bits.length; word++) {
        ranks[word] = total;
        total += Long.bitCount(bits[word]);
      }
      return total;
    }

    /** How many keys are smaller. */
    int rank(long distance) {
      int word = (int) (distance >> 6);
      return ranks[word] + Long.bitCount(bits[word] & (1L << distance) - 1);
    }
  }

  PackedKeys packing() {
    return packing;
  }

  long[] bits() {
    return bits;
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

    /** First the bits of all rows, then the heads of those that are there. */
    @Override
    public void find(Batch probe, Hits hits) {
      hits.reset(probe.rows());
      Column[] keys = JoinTable.keys(probe, probeKeys);
      Column key = keys[0];
      if (packing.isRaw() && key.validity() == null && key instanceof LongColumn c) {
        longs(c.values(), probe, hits);
      } else if (packing.isRaw() && key.validity() == null && key instanceof IntColumn c) {
        ints(c.values(), probe, hits);
      } else {
        packer.reserve(probe.rows());
        int count = packer.pack(keys, JoinTable.selected(probe, packer.rows));
        for (int i = 0; i < count; i++) {
          test(packer.packed[i], packer.rows[i], hits);
        }
      }
      for (int i = 0; i < hits.count; i++) {
        hits.build[i] = heads[hits.build[i]];
      }
    }
  }

  private void longs(long[] keys, Batch probe, Hits hits) {
    Selection selection = probe.selection();
    if (selection == null) {
      for (int row = 0; row < probe.rows(); row++) {
        test(keys[row], row, hits);
      }
    } else {
      for (int i = 0; i < selection.count(); i++) {
        int row = selection.rows()[i];
        test(keys[row], row, hits);
      }
    }
  }

  private void ints(int[] keys, Batch probe, Hits hits) {
    Selection selection = probe.selection();
    if (selection == null) {
      for (int row = 0; row < probe.rows(); row++) {
        test(keys[row], row, hits);
      }
    } else {
      for (int i = 0; i < selection.count(); i++) {
        int row = selection.rows()[i];
        test(keys[row], row, hits);
      }
    }
  }

  private void test(long key, int row, Hits hits) {
    long distance = key - min;
    if (distance < 0 || distance >= range) {
      return;
    }
    int word = (int) (distance >> 6);
    long present = bits[word];
    hits.probe[hits.count] = row;
    hits.build[hits.count] = ranks[word] + Long.bitCount(present & (1L << distance) - 1);
    hits.count += (int) (present >>> distance & 1);
  }
}
