package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.engine.key.KeyHasher;
import java.util.Arrays;

/**
 * Keys of any number and type: slots by hash, then the key columns themselves are compared, a
 * column and a batch at a time.
 */
final class GeneralTable implements JoinTable {
  private final Column[] buildKeys;
  private final int[] probeKeys;
  private final boolean[] nullEqual;
  private final Slots slots;
  private final int[] next;

  /**
   * @param buildKeys the key columns of all build rows
   * @param next the chains, or null
   */
  GeneralTable(Column[] buildKeys, int[] probeKeys, boolean[] nullEqual, Slots slots, int[] next) {
    this.buildKeys = buildKeys;
    this.probeKeys = probeKeys;
    this.nullEqual = nullEqual;
    this.slots = slots;
    this.next = next;
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
    private final KeyHasher hasher = new KeyHasher(probeKeys, slots.hashMask());
    private int[] rows = new int[0];
    private long[] hashes;
    private int[] slot;
    private int[] heads;
    private int[] pending;
    private int[] candidateRows;
    private int[] candidates;
    private boolean[] equal;

    @Override
    public void find(Batch probe, Hits hits) {
      hits.reset(probe.rows());
      reserve(probe.rows());
      Column[] keys = JoinTable.keys(probe, probeKeys);
      int count = JoinTable.selected(probe, rows);
      for (int k = 0; k < keys.length; k++) {
        count = nullEqual[k] ? count : KeyNulls.drop(keys[k], rows, count);
      }
      hasher.hash(probe, rows, count, hashes);
      for (int i = 0; i < count; i++) {
        slot[i] = slots.slot(hashes[i]);
        heads[i] = -1;
        pending[i] = i;
      }
      int left = count;
      while (left > 0) {
        left = compare(keys, advance(left));
      }
      collect(count, hits);
    }

    private void reserve(int count) {
      if (rows.length < count) {
        rows = new int[count];
        hashes = new long[count];
        slot = new int[count];
        heads = new int[count];
        pending = new int[count];
        candidateRows = new int[count];
        candidates = new int[count];
        equal = new boolean[count];
      }
    }

    /**
     * Moves each pending row to the next slot with its tag; those that meet a free slot are done.
     */
    private int advance(int count) {
      int left = 0;
      for (int p = 0; p < count; p++) {
        int i = pending[p];
        int at = slot[i];
        long entry = slots.entry(at);
        while (entry != 0 && !Slots.sameTag(entry, hashes[i])) {
          at = slots.after(at);
          entry = slots.entry(at);
        }
        slot[i] = at;
        if (entry != 0) {
          candidateRows[left] = rows[i];
          candidates[left] = Slots.row(entry);
          pending[left++] = i;
        }
      }
      return left;
    }

    /** Settles the pending rows whose keys equal their candidate's; the others step on. */
    private int compare(Column[] keys, int count) {
      Arrays.fill(equal, 0, count, true);
      for (int k = 0; k < keys.length; k++) {
        KeyMatch.compare(keys[k], candidateRows, buildKeys[k], candidates, count, equal);
      }
      int left = 0;
      for (int p = 0; p < count; p++) {
        int i = pending[p];
        if (equal[p]) {
          heads[i] = candidates[p];
        } else {
          slot[i] = slots.after(slot[i]);
          pending[left++] = i;
        }
      }
      return left;
    }

    private void collect(int count, Hits hits) {
      int found = 0;
      for (int i = 0; i < count; i++) {
        hits.probe[found] = rows[i];
        hits.build[found] = heads[i];
        found += heads[i] < 0 ? 0 : 1;
      }
      hits.count = found;
    }
  }
}
