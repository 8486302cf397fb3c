package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;

/**
 * Enumerates candidate pairs of a probe batch and build rows, a bounded number at a time, stopping
 * anywhere and going on from there. For one thread.
 */
final class PairCursor {
  /** Probe rows of the current pairs. */
  int[] probe = {};

  /** Build rows of the current pairs. */
  int[] build = {};

  private final BuildSide side;
  private final int pairs;
  private Hits hits;
  private int hit;
  private int chained;

  private int[] unknownRows;
  private int unknownCount;
  private Column key;
  private int position;
  private int partner;

  PairCursor(BuildSide side, int pairs) {
    this.side = side;
    this.pairs = pairs;
  }

  /** Starts over with all pairs of equal keys. */
  void start(Hits found) {
    if (probe.length < pairs) {
      // Many joins never list pairs.
      probe = new int[pairs];
      build = new int[pairs];
    }
    hits = found;
    hit = -1;
    chained = -1;
  }

  /**
   * The next pairs of equal keys.
   *
   * @param settled probe rows (as bits) of which no more pairs are wanted, or null
   * @return how many; 0 at the end
   */
  int equalKeys(long[] settled) {
    int[] next = side.table().next();
    int count = 0;
    if (chained >= 0 && isSet(settled, hits.probe[hit])) {
      chained = -1;
    }
    while (count < probe.length) {
      if (chained < 0) {
        if (++hit >= hits.count) {
          hit = hits.count;
          break;
        }
        if (isSet(settled, hits.probe[hit])) {
          continue;
        }
        chained = hits.build[hit];
      }
      probe[count] = hits.probe[hit];
      build[count++] = chained;
      chained = next == null ? -1 : next[chained];
    }
    return count;
  }

  /**
   * Starts over with all pairs whose comparison is unknown: a NULL on either side.
   *
   * @param settled probe rows (as bits) that are left out
   */
  void startUnknown(Batch batch, Column probeKey, long[] settled) {
    key = probeKey;
    unknownRows = new int[batch.rows()];
    int count = JoinTable.selected(batch, unknownRows);
    unknownCount = 0;
    for (int i = 0; i < count; i++) {
      int row = unknownRows[i];
      unknownRows[unknownCount] = row;
      unknownCount += isSet(settled, row) ? 0 : 1;
    }
    position = 0;
    partner = 0;
  }

  /** The next pairs of unknown comparisons; leaves out rows that are settled meanwhile. */
  int unknown(long[] settled) {
    int count = 0;
    while (count < probe.length && position < unknownCount) {
      int row = unknownRows[position];
      boolean all = key.isNull(row);
      int partners = all ? side.rows().rows() : side.nullRows().length;
      if (partner >= partners || isSet(settled, row)) {
        position++;
        partner = 0;
        continue;
      }
      probe[count] = row;
      build[count++] = all ? partner : side.nullRows()[partner];
      partner++;
    }
    return count;
  }

  static boolean isSet(long[] bits, int row) {
    return bits != null && (bits[row >> 6] >>> row & 1) != 0;
  }
}
