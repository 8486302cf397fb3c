package io.sheaf.engine.key;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;

/** Stored DECIMALs: 64 bits each, with high words beside them once a 128-bit batch has come. */
final class StoredDecimals extends StoredColumn {
  private final LongSegments lows;
  private final LongSegments highs;
  private int rows;
  private boolean wide;

  StoredDecimals(DataType type, MemoryLease lease) {
    super(type, lease);
    lows = new LongSegments(lease);
    highs = new LongSegments(lease);
  }

  @Override
  boolean tryReserve(Column column, int[] selected, int count, int total) {
    if (!nulls.tryReserve(column, total) || !lows.tryReserve(total)) {
      return false;
    }
    if (!wide && !(column instanceof Int128Column)) {
      return true;
    }
    if (!highs.tryReserve(total)) {
      return false;
    }
    if (!wide) {
      for (int row = 0; row < rows; row++) {
        highs.set(row, lows.get(row) >> 63);
      }
      wide = true;
    }
    return true;
  }

  @Override
  void append(Column column, int[] selected, int count, int at) {
    nulls.append(column, selected, count, at);
    for (int i = 0; i < count; i++) {
      long low = low(column, selected[i]);
      lows.set(at + i, low);
      if (wide) {
        highs.set(at + i, high(column, selected[i]));
      }
    }
    rows = at + count;
  }

  private static long low(Column column, int row) {
    return switch (column) {
      case LongColumn c -> c.values()[row];
      case Int128Column c -> c.values()[2 * row];
      case Column c -> throw SheafException.bug("not a decimal: " + c.type().sql());
    };
  }

  private static long high(Column column, int row) {
    return switch (column) {
      case LongColumn c -> c.values()[row] >> 63;
      case Int128Column c -> c.values()[2 * row + 1];
      case Column c -> throw SheafException.bug("not a decimal: " + c.type().sql());
    };
  }

  @Override
  boolean same(Column column, int row, int stored) {
    long low = lows.get(stored);
    return low == low(column, row) && (wide ? highs.get(stored) : low >> 63) == high(column, row);
  }

  @Override
  int retainEqualValues(Column column, Candidates candidates, int count, int missed) {
    int[] positions = candidates.positions();
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int k = positions[i];
      if (same(column, candidates.rows()[k], candidates.stored()[k])) {
        positions[kept++] = k;
      } else {
        candidates.mismatches()[missed++] = k;
      }
    }
    return kept;
  }

  @Override
  Column gather(int[] selected, int count, boolean outer) {
    long[] validity = nulls.gather(selected, count, outer);
    long[] out = new long[count];
    long[][] segments = lows.segments();
    for (int i = 0; i < count; i++) {
      int row = selected[i];
      if (!outer || row >= 0) {
        out[i] = segments[row >>> LongSegments.BITS][row & LongSegments.MASK];
      }
    }
    if (!wide) {
      return new LongColumn(type, out, validity);
    }
    long[] pairs = new long[2 * count];
    for (int i = 0; i < count; i++) {
      if (!outer || selected[i] >= 0) {
        pairs[2 * i] = out[i];
        pairs[2 * i + 1] = highs.get(selected[i]);
      }
    }
    return new Int128Column(type, pairs, validity);
  }

  @Override
  void clear() {
    nulls.clear();
    lows.clear();
    highs.clear();
    rows = 0;
    wide = false;
  }
}
