package io.sheaf.parquet.write;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import org.apache.parquet.format.Type;

/** INT32, INT64, FLOAT and DOUBLE, all kept as 64 bits. */
final class NumberPageValues extends PageValues {
  private static final int MAX_ENTRIES = 1 << 16;

  private final Type physical;
  private final boolean narrow;
  private final long[] values;
  private final int[] codes;
  private LongDictionary dictionary = new LongDictionary();
  private boolean useDictionary = true;
  private int count;
  private int coded;

  /**
   * @param pageRows the most rows of a page
   */
  NumberPageValues(Type physical, int pageRows) {
    this.physical = physical;
    this.narrow = physical == Type.INT32 || physical == Type.FLOAT;
    this.values = new long[pageRows];
    this.codes = new int[pageRows];
  }

  @Override
  int append(Column column, int from, int to, long[] validity) {
    int start = count;
    if (validity == null) {
      copy(column, from, to);
    } else {
      for (int row = from; row < to; row++) {
        if ((validity[row >> 6] >>> row & 1) != 0) {
          values[count++] = value(column, row);
        }
      }
    }
    if (physical == Type.INT32) {
      check(start);
    }
    if (useDictionary) {
      code();
    }
    return to;
  }

  private void copy(Column column, int from, int to) {
    int at = count;
    switch (column) {
      case IntColumn c -> {
        for (int row = from; row < to; row++) {
          values[at++] = c.values()[row];
        }
      }
      case LongColumn c -> System.arraycopy(c.values(), from, values, at, to - from);
      default -> {
        for (int row = from; row < to; row++) {
          values[at++] = value(column, row);
        }
      }
    }
    count += to - from;
  }

  private static long value(Column column, int row) {
    return switch (column) {
      case IntColumn c -> c.values()[row];
      case LongColumn c -> c.values()[row];
      case FloatColumn c -> Float.floatToRawIntBits(c.values()[row]);
      case DoubleColumn c -> Double.doubleToRawLongBits(c.values()[row]);
      case Int128Column c -> {
        long low = c.values()[2 * row];
        if (c.values()[2 * row + 1] != low >> 63) {
          throw SheafException.bug("a value of " + column.type().sql() + " beyond 64 bits");
        }
        yield low;
      }
      case Column other -> throw SheafException.bug("no number: " + other.type().sql());
    };
  }

  private void check(int start) {
    for (int i = start; i < count; i++) {
      if (values[i] != (int) values[i]) {
        throw SheafException.bug("value " + values[i] + " beyond the column's 32 bits");
      }
    }
  }

  /** Codes values as they come, so that a page need not be looked at twice. */
  private void code() {
    while (coded < count) {
      codes[coded] = dictionary.code(values[coded]);
      coded++;
      if (dictionary.size() > MAX_ENTRIES) {
        useDictionary = false;
        return;
      }
    }
  }

  @Override
  int count() {
    return count;
  }

  @Override
  long bytes() {
    return (long) count * (narrow ? Integer.BYTES : Long.BYTES);
  }

  @Override
  long heldBytes() {
    return 8L * values.length + 4L * codes.length + dictionary.heldBytes();
  }

  @Override
  boolean dictionaryPays() {
    return useDictionary;
  }

  @Override
  void abandonDictionary() {
    useDictionary = false;
  }

  @Override
  int dictionarySize() {
    return dictionary.size();
  }

  @Override
  int[] codes() {
    return codes;
  }

  @Override
  void writeDictionary(ByteSink out) {
    for (int code = 0; code < dictionary.size(); code++) {
      write(dictionary.entry(code), out);
    }
  }

  @Override
  void writePlain(ByteSink out) {
    if (narrow) {
      out.writeInts(values, count);
    } else {
      out.writeLongs(values, count);
    }
  }

  private void write(long value, ByteSink out) {
    if (narrow) {
      out.writeInt((int) value);
    } else {
      out.writeLong(value);
    }
  }

  @Override
  Extremes extremes() {
    if (count == 0) {
      return Extremes.NONE;
    }
    if (physical == Type.FLOAT || physical == Type.DOUBLE) {
      return floating();
    }
    long min = values[0];
    long max = values[0];
    for (int i = 1; i < count; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    return new Extremes(min, max);
  }

  private Extremes floating() {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    boolean any = false;
    for (int i = 0; i < count; i++) {
      double value =
          physical == Type.FLOAT
              ? Float.intBitsToFloat((int) values[i])
              : Double.longBitsToDouble(values[i]);
      if (!Double.isNaN(value)) {
        any = true;
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    return any ? new Extremes(min, max) : Extremes.NONE;
  }

  @Override
  void clearPage() {
    count = 0;
    coded = 0;
  }

  @Override
  void clearChunk() {
    dictionary.clear();
    useDictionary = true;
  }

  @Override
  void release() {
    dictionary = new LongDictionary();
  }
}
