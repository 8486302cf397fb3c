package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Selection;

/**
 * Dense integer keys: the key minus the smallest one is the position in an array of rows. No hash,
 * and rows that are near each other stay so.
 */
final class DirectTable implements JoinTable {
  private final PackedKeys packing;
  private final int[] probeKeys;
  private final long min;
  private final int[] heads;
  private final int[] next;

  /**
   * @param heads for each key from the smallest on the first row plus one, or 0
   * @param next the chains, or null
   */
  DirectTable(PackedKeys packing, int[] probeKeys, int[] heads, int[] next) {
    this.packing = packing;
    this.probeKeys = probeKeys;
    this.min = packing.packedMin();
    this.heads = heads;
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

    @Override
    public void find(Batch probe, Hits hits) {
      hits.reset(probe.rows());
      Column[] keys = JoinTable.keys(probe, probeKeys);
      if (packing.isRaw() && keys[0].validity() == null) {
        if (keys[0] instanceof LongColumn c) {
          longs(c.values(), probe, hits);
          return;
        }
        if (keys[0] instanceof IntColumn c) {
          ints(c.values(), probe, hits);
          return;
        }
      }
      packer.reserve(probe.rows());
      int count = packer.pack(keys, JoinTable.selected(probe, packer.rows));
      for (int i = 0; i < count; i++) {
        hit(packer.packed[i], packer.rows[i], hits);
      }
    }
  }

  private void longs(long[] keys, Batch probe, Hits hits) {
    Selection selection = probe.selection();
    if (selection == null) {
      for (int row = 0; row < probe.rows(); row++) {
        hit(keys[row], row, hits);
      }
    } else {
      for (int i = 0; i < selection.count(); i++) {
        int row = selection.rows()[i];
        hit(keys[row], row, hits);
      }
    }
  }

  private void ints(int[] keys, Batch probe, Hits hits) {
    Selection selection = probe.selection();
    if (selection == null) {
      for (int row = 0; row < probe.rows(); row++) {
        hit(keys[row], row, hits);
      }
    } else {
      for (int i = 0; i < selection.count(); i++) {
        int row = selection.rows()[i];
        hit(keys[row], row, hits);
      }
    }
  }

  private void hit(long key, int row, Hits hits) {
    // Wraps around for far away keys, but never into the array's range: that is too short.
    long position = key - min;
    int head = position >= 0 && position < heads.length ? heads[(int) position] : 0;
    hits.probe[hits.count] = row;
    hits.build[hits.count] = head - 1;
    hits.count += head == 0 ? 0 : 1;
  }
}
