package io.sheaf.engine.join;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.Validity;
import java.util.Arrays;

/**
 * Maps one or more integer-like keys to one long, by the value ranges of the build side: a probe
 * value outside them cannot match. A single key keeps its value; several are the digits of a number
 * whose bases are the ranges. Where NULL equals NULL it is digit 0. Immutable.
 */
final class PackedKeys {
  private static final long LARGEST = 1L << 62;

  private final boolean[] nullEqual;
  private final long[] min;
  private final long[] size;
  private final long packedMin;
  private final long packedMax;

  private PackedKeys(boolean[] nullEqual, long[] min, long[] size, long packedMin, long packedMax) {
    this.nullEqual = nullEqual;
    this.min = min;
    this.size = size;
    this.packedMin = packedMin;
    this.packedMax = packedMax;
  }

  /** Packing for build columns, or null when their kinds or ranges do not allow it. */
  static PackedKeys plan(Column[] keys, boolean[] nullEqual, int rows) {
    long[] min = new long[keys.length];
    long[] size = new long[keys.length];
    boolean raw = keys.length == 1 && !nullEqual[0];
    long product = 1;
    for (int i = 0; i < keys.length; i++) {
      long[] range = range(keys[i], rows);
      if (range == null) {
        return null;
      }
      if (raw) {
        return new PackedKeys(nullEqual, min, size, range[0], range[1]);
      }
      boolean any = range[1] >= range[0];
      long values = any ? range[1] - range[0] + 1 : 0;
      // Not positive: the range overflows, to 0 when it is that of the type.
      if (any && values <= 0 || values > LARGEST) {
        return null;
      }
      min[i] = range[0];
      // One digit more than values: 0 is NULL (or unused).
      size[i] = values + 1;
      if (size[i] > LARGEST / product) {
        return null;
      }
      product *= size[i];
    }
    return new PackedKeys(nullEqual, min, size, 0, product - 1);
  }

  /**
   * Smallest and largest value, the former greater than the latter if there is none; null for other
   * kinds.
   */
  private static long[] range(Column column, int rows) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    long[] validity = column.validity();
    switch (column) {
      case IntColumn c -> {
        for (int i = 0; i < rows; i++) {
          if (Validity.isValid(validity, i)) {
            low = Math.min(low, c.values()[i]);
            high = Math.max(high, c.values()[i]);
          }
        }
      }
      case LongColumn c -> {
        for (int i = 0; i < rows; i++) {
          if (Validity.isValid(validity, i)) {
            low = Math.min(low, c.values()[i]);
            high = Math.max(high, c.values()[i]);
          }
        }
      }
      case BooleanColumn c -> {
        low = 0;
        high = 1;
      }
      case FloatColumn c -> {
        return null;
      }
      case DoubleColumn c -> {
        return null;
      }
      case Int128Column c -> {
        return null;
      }
      case TextColumn c -> {
        return null;
      }
      case DictionaryColumn c -> {
        return null;
      }
      case ConstantColumn c -> {
        return null;
      }
    }
    return new long[] {low, high};
  }

  /** Whether packed keys are the values of the only key. */
  boolean isRaw() {
    return size[0] == 0;
  }

  /** No packed key is smaller. */
  long packedMin() {
    return packedMin;
  }

  /** No packed key is larger; smaller than {@link #packedMin} when there is no key at all. */
  long packedMax() {
    return packedMax;
  }

  Packer open() {
    return new Packer();
  }

  /** Packs batches of rows; for one thread, with arrays that the next call reuses. */
  final class Packer {
    /** Rows that may match, in order. */
    int[] rows = new int[0];

    /** Their packed keys. */
    long[] packed = new long[0];

    private long[] values = new long[0];

    /** Makes room for this many rows; the caller then fills {@link #rows}. */
    void reserve(int count) {
      if (rows.length < count) {
        rows = new int[count];
        packed = new long[count];
        values = isRaw() ? values : new long[count];
      }
    }

    /**
     * Packs the first {@code count} of {@link #rows}, leaving out those that cannot match.
     *
     * @param keys columns, none constant
     * @return how many are left
     */
    int pack(Column[] keys, int count) {
      int left = count;
      for (int k = 0; k < keys.length; k++) {
        left = nullEqual[k] ? left : dropNulls(keys[k].validity(), left);
        left = keys[k] instanceof Int128Column wide ? dropWide(wide, left) : left;
      }
      if (isRaw()) {
        load(keys[0], left, packed);
        return left;
      }
      Arrays.fill(packed, 0, left, 0);
      long stride = 1;
      for (int k = 0; k < keys.length; k++) {
        load(keys[k], left, values);
        left = addDigit(k, keys[k].validity(), left, stride);
        stride *= size[k];
      }
      return left;
    }

    private int dropNulls(long[] validity, int count) {
      if (validity == null) {
        return count;
      }
      int left = 0;
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        rows[left] = row;
        left += (int) (validity[row >> 6] >>> row & 1);
      }
      return left;
    }

    private int dropWide(Int128Column column, int count) {
      long[] words = column.values();
      int left = 0;
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        if (column.isNull(row) || words[2 * row + 1] == words[2 * row] >> 63) {
          rows[left++] = row;
        }
      }
      return left;
    }

    private void load(Column column, int count, long[] out) {
      switch (column) {
        case LongColumn c -> {
          for (int i = 0; i < count; i++) {
            out[i] = c.values()[rows[i]];
          }
        }
        case IntColumn c -> {
          for (int i = 0; i < count; i++) {
            out[i] = c.values()[rows[i]];
          }
        }
        case BooleanColumn c -> {
          for (int i = 0; i < count; i++) {
            out[i] = c.values()[rows[i]];
          }
        }
        case Int128Column c -> {
          for (int i = 0; i < count; i++) {
            out[i] = c.values()[2 * rows[i]];
          }
        }
        case FloatColumn c -> throw unexpected(c);
        case DoubleColumn c -> throw unexpected(c);
        case TextColumn c -> throw unexpected(c);
        case DictionaryColumn c -> throw unexpected(c);
        case ConstantColumn c -> throw unexpected(c);
      }
    }

    private int addDigit(int key, long[] validity, int count, long stride) {
      long low = min[key];
      long range = size[key] - 1;
      int left = 0;
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        long distance = values[i] - low;
        boolean isNull = !Validity.isValid(validity, row);
        if (!isNull && (distance < 0 || distance >= range)) {
          continue;
        }
        packed[left] = packed[i] + (isNull ? 0 : (distance + 1) * stride);
        rows[left++] = row;
      }
      return left;
    }
  }

  private static SheafException unexpected(Column column) {
    return SheafException.bug("packed key of type " + column.type().sql());
  }
}
