package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Interleave;
import io.sheaf.columnar.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sorted runs in memory, seen as one sequence of rows that is cut into ranges, each of which can be
 * merged apart from the others. Equal rows come from the earlier run first, also across ranges.
 * Thread-safe.
 */
final class MergedRuns {
  private final SortedRows[] runs;
  private final KeyPacking packing;

  /** By run, what makes its keys those of {@link #packing}; null where they are. */
  private final KeyPacking.Translation[] translations;

  private final KeyColumn[][] columns;
  private final int[] firstBatch;
  private final Interleave interleave;
  private final int rangeRows;

  /** Whether rows of equal numbers may be in two ranges. */
  private final boolean splitsEqual;

  /** The lowest bits of a number, in which rows that stay together differ. */
  private final long within;

  private final int[] taken;
  private long ranges;

  /**
   * The positions {@code [from[r], to[r])} of each run r; all rows of a range come before those of
   * ranges with greater numbers.
   */
  record Range(long number, int[] from, int[] to) {}

  /**
   * Sees runs as one.
   *
   * @param rangeRows rows of a range; more where equal numbers do not mean equal rows
   * @param wholeKeys rows that agree in so many of the first keys are in one range
   */
  MergedRuns(
      Schema schema, SortOrder order, List<SortedRows> sorted, int rangeRows, int wholeKeys) {
    this.packing = commonPacking(order, sorted);
    this.runs = sorted.toArray(SortedRows[]::new);
    this.translations = new KeyPacking.Translation[runs.length];
    if (packing == null) {
      Arrays.setAll(runs, r -> prefixed(order, runs[r]));
    } else if (runs.length > 1) {
      Arrays.setAll(translations, r -> runs[r].packing().to(packing));
    }
    this.rangeRows = rangeRows;
    this.splitsEqual = packing != null && wholeKeys == 0;
    this.within = packing == null || wholeKeys == 0 ? 0 : packing.below(wholeKeys);
    this.taken = new int[runs.length];
    this.firstBatch = new int[runs.length];
    List<Batch> batches = new ArrayList<>();
    for (int r = 0; r < runs.length; r++) {
      firstBatch[r] = batches.size();
      batches.addAll(runs[r].batches());
    }
    this.columns = packing == null && runs.length > 1 ? order.keyColumns(batches) : null;
    this.interleave = Interleave.of(schema, batches);
  }

  /** A packing for the keys of all runs, or null if they do not fit one. */
  private static KeyPacking commonPacking(SortOrder order, List<SortedRows> runs) {
    if (runs.size() == 1) {
      return runs.getFirst().packing();
    }
    KeyRanges all = order.ranges();
    for (SortedRows run : runs) {
      if (run.packing() == null) {
        return null;
      }
      run.packing().addRanges(all);
    }
    return order.packing(all);
  }

  /** The same run with prefixes as its keys. */
  private static SortedRows prefixed(SortOrder order, SortedRows run) {
    if (run.packing() == null) {
      return run;
    }
    long[][] prefixes = run.batches().stream().map(order::prefixes).toArray(long[][]::new);
    for (int i = 0; i < run.rows(); i++) {
      run.keys()[i] = prefixes[run.batch(i)][run.row(i)];
    }
    return new SortedRows(run.batches(), run.rowBits(), run.ids(), run.keys(), null);
  }

  Interleave interleave() {
    return interleave;
  }

  int runs() {
    return runs.length;
  }

  /** The number of a run's position in the order of all runs. */
  long key(int run, int position) {
    long key = runs[run].keys()[position];
    return translations[run] == null ? key : translations[run].of(key);
  }

  /** Compares two positions of equal numbers. */
  int compareEqual(int run, int position, int otherRun, int otherPosition) {
    if (columns == null) {
      return 0;
    }
    return SortOrder.compare(
        columns[source(run, position)],
        row(run, position),
        columns[source(otherRun, otherPosition)],
        row(otherRun, otherPosition));
  }

  /** The number of a position's batch in the {@link #interleave()}. */
  int source(int run, int position) {
    return firstBatch[run] + runs[run].batch(position);
  }

  int row(int run, int position) {
    return runs[run].row(position);
  }

  /** The next range, or null at the end. */
  synchronized Range take() {
    long left = 0;
    for (int r = 0; r < taken.length; r++) {
      left += runs[r].rows() - taken[r];
    }
    if (left == 0) {
      return null;
    }
    int[] from = taken.clone();
    if (left <= rangeRows) {
      for (int r = 0; r < taken.length; r++) {
        taken[r] = runs[r].rows();
      }
    } else {
      cut(from);
    }
    return new Range(ranges++, from, taken.clone());
  }

  /** Moves on by as many rows as a range has. */
  private void cut(int[] from) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int r = 0; r < from.length; r++) {
      if (from[r] < runs[r].rows()) {
        low = Math.min(low, key(r, from[r]));
        high = Math.max(high, key(r, runs[r].rows() - 1));
      }
    }
    // The least number that enough rows do not exceed.
    while (low < high) {
      long middle = low + (high - low >>> 1);
      if (rows(from, middle, true) >= rangeRows) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    if (!splitsEqual) {
      for (int r = 0; r < from.length; r++) {
        taken[r] = position(r, from[r], low | within, true);
      }
      return;
    }
    long missing = rangeRows - rows(from, low, false);
    for (int r = 0; r < from.length; r++) {
      int below = position(r, from[r], low, false);
      int equal = position(r, from[r], low, true) - below;
      int some = (int) Math.min(missing, equal);
      taken[r] = below + some;
      missing -= some;
    }
  }

  /** How many rows from there on are below a number, or at most as great. */
  private long rows(int[] from, long key, boolean inclusive) {
    long rows = 0;
    for (int r = 0; r < from.length; r++) {
      rows += position(r, from[r], key, inclusive) - from[r];
    }
    return rows;
  }

  /** The first position from there on whose number is not below the one given, or is above it. */
  private int position(int run, int from, long key, boolean inclusive) {
    int low = from;
    int high = runs[run].rows();
    while (low < high) {
      int middle = low + high >>> 1;
      long other = key(run, middle);
      if (other < key || inclusive && other == key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
