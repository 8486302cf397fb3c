package io.sheaf.engine.key;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Storage;
import io.sheaf.columnar.memory.MemoryLease;

/** Stored values of 32 bits (BOOLEAN, INT, FLOAT as bits) or 64 bits (LONG, DOUBLE as bits). */
final class StoredFixed extends StoredColumn {
  private final Storage storage;
  private final IntSegments ints;
  private final LongSegments longs;

  StoredFixed(DataType type, MemoryLease lease) {
    super(type, lease);
    storage = type.storage();
    boolean wide = storage == Storage.LONG || storage == Storage.DOUBLE;
    ints = wide ? null : new IntSegments(lease);
    longs = wide ? new LongSegments(lease) : null;
  }

  @Override
  boolean tryReserve(Column column, int[] rows, int count, int total) {
    return nulls.tryReserve(column, total)
        && (ints == null ? longs.tryReserve(total) : ints.tryReserve(total));
  }

  @Override
  void append(Column column, int[] rows, int count, int at) {
    nulls.append(column, rows, count, at);
    switch (column) {
      case IntColumn c -> {
        int[] values = c.values();
        int[][] segments = ints.segments();
        for (int i = 0; i < count; i++) {
          int to = at + i;
          segments[to >>> IntSegments.BITS][to & IntSegments.MASK] = values[rows[i]];
        }
      }
      case LongColumn c -> {
        long[] values = c.values();
        long[][] segments = longs.segments();
        for (int i = 0; i < count; i++) {
          int to = at + i;
          segments[to >>> LongSegments.BITS][to & LongSegments.MASK] = values[rows[i]];
        }
      }
      case DoubleColumn c -> {
        for (int i = 0; i < count; i++) {
          longs.set(at + i, Double.doubleToRawLongBits(c.values()[rows[i]]));
        }
      }
      case FloatColumn c -> {
        for (int i = 0; i < count; i++) {
          ints.set(at + i, Float.floatToRawIntBits(c.values()[rows[i]]));
        }
      }
      case BooleanColumn c -> {
        for (int i = 0; i < count; i++) {
          ints.set(at + i, c.values()[rows[i]]);
        }
      }
      case Column other -> throw mismatch(other);
    }
  }

  @Override
  boolean same(Column column, int row, int stored) {
    return switch (column) {
      case IntColumn c -> ints.get(stored) == c.values()[row];
      case LongColumn c -> longs.get(stored) == c.values()[row];
      case BooleanColumn c -> ints.get(stored) == c.values()[row];
      case DoubleColumn c -> same(Double.longBitsToDouble(longs.get(stored)), c.values()[row]);
      case FloatColumn c -> same(Float.intBitsToFloat(ints.get(stored)), c.values()[row]);
      case Column other -> throw mismatch(other);
    };
  }

  private static boolean same(double a, double b) {
    return a == b || a != a && b != b;
  }

  @Override
  int retainEqualValues(Column column, Candidates candidates, int count, int missed) {
    return switch (column) {
      case IntColumn c -> retainInts(c.values(), candidates, count, missed);
      case LongColumn c -> retainLongs(c.values(), candidates, count, missed);
      case Column c -> {
        int kept = 0;
        int[] positions = candidates.positions();
        for (int i = 0; i < count; i++) {
          int k = positions[i];
          if (same(c, candidates.rows()[k], candidates.stored()[k])) {
            positions[kept++] = k;
          } else {
            candidates.mismatches()[missed++] = k;
          }
        }
        yield kept;
      }
    };
  }

  private int retainInts(int[] values, Candidates candidates, int count, int missed) {
    int[][] segments = ints.segments();
    int[] positions = candidates.positions();
    int[] rows = candidates.rows();
    int[] stored = candidates.stored();
    int[] mismatches = candidates.mismatches();
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int k = positions[i];
      int s = stored[k];
      if (segments[s >>> IntSegments.BITS][s & IntSegments.MASK] == values[rows[k]]) {
        positions[kept++] = k;
      } else {
        mismatches[missed++] = k;
      }
    }
    return kept;
  }

  private int retainLongs(long[] values, Candidates candidates, int count, int missed) {
    long[][] segments = longs.segments();
    int[] positions = candidates.positions();
    int[] rows = candidates.rows();
    int[] stored = candidates.stored();
    int[] mismatches = candidates.mismatches();
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int k = positions[i];
      int s = stored[k];
      if (segments[s >>> LongSegments.BITS][s & LongSegments.MASK] == values[rows[k]]) {
        positions[kept++] = k;
      } else {
        mismatches[missed++] = k;
      }
    }
    return kept;
  }

  @Override
  Column gather(int[] rows, int count, boolean outer) {
    long[] validity = nulls.gather(rows, count, outer);
    return switch (storage) {
      case INT -> new IntColumn(type, gatherInts(rows, count, outer), validity);
      case LONG -> new LongColumn(type, gatherLongs(rows, count, outer), validity);
      case BOOLEAN -> {
        int[] from = gatherInts(rows, count, outer);
        byte[] out = new byte[count];
        for (int i = 0; i < count; i++) {
          out[i] = (byte) from[i];
        }
        yield new BooleanColumn(type, out, validity);
      }
      case FLOAT -> {
        int[] from = gatherInts(rows, count, outer);
        float[] out = new float[count];
        for (int i = 0; i < count; i++) {
          out[i] = Float.intBitsToFloat(from[i]);
        }
        yield new FloatColumn(type, out, validity);
      }
      case DOUBLE -> {
        long[] from = gatherLongs(rows, count, outer);
        double[] out = new double[count];
        for (int i = 0; i < count; i++) {
          out[i] = Double.longBitsToDouble(from[i]);
        }
        yield new DoubleColumn(type, out, validity);
      }
      case INT128, TEXT -> throw SheafException.bug("not a fixed column: " + type.sql());
    };
  }

  private int[] gatherInts(int[] rows, int count, boolean outer) {
    int[] out = new int[count];
    int[][] segments = ints.segments();
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (!outer || row >= 0) {
        out[i] = segments[row >>> IntSegments.BITS][row & IntSegments.MASK];
      }
    }
    return out;
  }

  private long[] gatherLongs(int[] rows, int count, boolean outer) {
    long[] out = new long[count];
    long[][] segments = longs.segments();
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (!outer || row >= 0) {
        out[i] = segments[row >>> LongSegments.BITS][row & LongSegments.MASK];
      }
    }
    return out;
  }

  @Override
  void clear() {
    nulls.clear();
    if (ints != null) {
      ints.clear();
    } else {
      longs.clear();
    }
  }

  private SheafException mismatch(Column column) {
    return SheafException.bug(
        column.getClass().getSimpleName() + " where " + type.sql() + " is stored");
  }
}
