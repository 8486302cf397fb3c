package io.sheaf.engine.sort;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Validity;
import io.sheaf.plan.SortKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All sort keys of a row in the bits of one non-negative number, which orders rows as the keys do:
 * possible where their ranges are small enough. Immutable.
 */
final class KeyPacking {
  private static final int MOST_BITS = 63;

  private final List<Part> parts;
  private final int bits;

  /**
   * One key's bits: the distance from its first value, with a number for NULL at either end.
   *
   * @param shift of the bits below
   * @param texts in whose place are numbers, or null
   */
  private record Part(
      SortKey key, long min, long max, boolean nulls, int shift, OrderedTexts texts) {
    /** Bits that such a range needs, or more than fit. */
    static int bits(KeyRanges ranges, int key) {
      long min = ranges.min(key);
      long max = ranges.max(key);
      long last = max < min ? 0 : max - min;
      // Also the last number of a key with NULLs is one.
      return last < 0 || last == Long.MAX_VALUE
          ? MOST_BITS + 1
          : Long.SIZE - Long.numberOfLeadingZeros(last + (ranges.nulls(key) ? 1 : 0));
    }

    long first() {
      return nulls && key.nullsFirst() ? 1 : 0;
    }

    long ofNull() {
      return key.nullsFirst() ? 0 : max < min ? 0 : max - min + 1;
    }

    long of(long value) {
      return first() + (key.descending() ? max - value : value - min);
    }

    long value(long code) {
      long distance = code - first();
      return key.descending() ? max - distance : min + distance;
    }
  }

  private KeyPacking(List<Part> parts, int bits) {
    this.parts = parts;
    this.bits = bits;
  }

  /** A packing for all rows within the ranges, or null if there is none. */
  static KeyPacking of(List<SortKey> keys, KeyRanges ranges) {
    if (!ranges.integers()) {
      return null;
    }
    int all = 0;
    for (int i = 0; i < keys.size(); i++) {
      all += Part.bits(ranges, i);
      if (all > MOST_BITS || ranges.isText(i) && ranges.texts(i) == null) {
        return null;
      }
    }
    List<Part> parts = new ArrayList<>();
    int shift = all;
    for (int i = 0; i < keys.size(); i++) {
      shift -= Part.bits(ranges, i);
      parts.add(
          new Part(
              keys.get(i), ranges.min(i), ranges.max(i), ranges.nulls(i), shift, ranges.texts(i)));
    }
    return new KeyPacking(parts, all);
  }

  /** The bits of all keys behind so many first ones. */
  long below(int firstKeys) {
    return (1L << parts.get(firstKeys - 1).shift) - 1;
  }

  /**
   * Writes the packed keys of some rows from a position on.
   *
   * @param columns of the keys, not constant, numbers in the place of texts
   */
  void pack(List<Column> columns, int rows, long[] out, int at) {
    Arrays.fill(out, at, at + rows, 0);
    for (int i = 0; i < parts.size(); i++) {
      pack(parts.get(i), columns.get(i), rows, out, at);
    }
  }

  private static void pack(Part part, Column column, int rows, long[] out, int at) {
    // Of both directions: a + b * value.
    long sign = part.key.descending() ? -1 : 1;
    long base = part.first() + (part.key.descending() ? part.max : -part.min);
    int shift = part.shift;
    if (Validity.anyNull(column.validity(), rows)) {
      long none = part.ofNull() << shift;
      for (int i = 0; i < rows; i++) {
        out[at + i] |= column.isNull(i) ? none : base + sign * value(column, i) << shift;
      }
      return;
    }
    switch (column) {
      case IntColumn c -> {
        int[] values = c.values();
        for (int i = 0; i < rows; i++) {
          out[at + i] |= base + sign * values[i] << shift;
        }
      }
      case LongColumn c -> {
        long[] values = c.values();
        for (int i = 0; i < rows; i++) {
          out[at + i] |= base + sign * values[i] << shift;
        }
      }
      case Column other -> {
        for (int i = 0; i < rows; i++) {
          out[at + i] |= base + sign * value(other, i) << shift;
        }
      }
    }
  }

  private static long value(Column column, int row) {
    return switch (column) {
      case BooleanColumn c -> c.values()[row];
      case IntColumn c -> c.values()[row];
      case LongColumn c -> c.values()[row];
      case Column other -> throw new IllegalArgumentException(other.type().sql());
    };
  }

  /** Widens ranges to those that this packing is for. */
  void addRanges(KeyRanges all) {
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      all.add(i, part.min, part.max, part.nulls);
      if (part.texts != null) {
        all.add(i, part.texts);
      }
    }
  }

  /**
   * From the numbers of this packing to those of another one whose ranges include its own.
   *
   * @return null where they are the same
   */
  Translation to(KeyPacking other) {
    if (parts.equals(other.parts)) {
      return null;
    }
    int[][] places = new int[parts.size()][];
    for (int i = 0; i < places.length; i++) {
      OrderedTexts texts = parts.get(i).texts;
      places[i] = texts == null ? null : texts.placesIn(other.parts.get(i).texts);
    }
    return new Translation(this, other, places);
  }

  /**
   * Says which number another packing has for the same keys. Immutable.
   *
   * @param places by key, those of texts among the other packing's texts; null for other keys
   */
  record Translation(KeyPacking from, KeyPacking to, int[][] places) {
    long of(long packed) {
      long out = 0;
      int end = from.bits;
      for (int i = 0; i < places.length; i++) {
        Part part = from.parts.get(i);
        Part other = to.parts.get(i);
        // Shifted by no less than its length, a number would not become 0.
        long code =
            end == part.shift ? 0 : packed >>> part.shift & -1L >>> Long.SIZE - end + part.shift;
        boolean isNull = part.nulls && code == part.ofNull();
        out |= (isNull ? other.ofNull() : other.of(value(i, part.value(code)))) << other.shift;
        end = part.shift;
      }
      return out;
    }

    private long value(int key, long value) {
      int[] of = places[key];
      // Without any text there is nothing to look up.
      return of == null || of.length == 0 ? value : of[(int) value];
    }
  }
}
