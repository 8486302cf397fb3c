package io.sheaf.parquet.read;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Storage;
import io.sheaf.columnar.Validity;
import io.sheaf.parquet.meta.Conversion;
import io.sheaf.parquet.meta.FileColumn;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** INT64 and DOUBLE. */
final class LongValues extends NumberValues {
  private static final ValueLayout.OfLong LONGS =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long MAX_MILLIS = Long.MAX_VALUE / 1000;

  private static final VarHandle LONGS_AT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private String path;
  private final FileColumn column;
  private long[] values = new long[0];
  private long[] dictionary = new long[0];
  private long[] pairs = new long[0];
  private double[] doubles = new double[0];
  private LongColumn last;

  LongValues(FileColumn column) {
    super(Long.BYTES);
    this.column = column;
    this.last = new LongColumn(column.type(), values);
  }

  @Override
  void chunk(Chunk chunk) {
    super.chunk(chunk);
    path = chunk.path();
  }

  @Override
  void begin(int rows) {
    values = grow(values, rows);
  }

  @Override
  void decodeDictionary(byte[] bytes, int from, int entries) {
    dictionary = grow(dictionary, entries);
    MemorySegment.copy(MemorySegment.ofArray(bytes), LONGS, from, dictionary, 0, entries);
  }

  @Override
  void plain(int from, int at, int count) {
    MemorySegment.copy(MemorySegment.ofArray(data), LONGS, from, values, at, count);
  }

  @Override
  void gather(int[] by, int at, int count) {
    long[] from = dictionary;
    long[] to = values;
    for (int i = 0; i < count; i++) {
      to[at + i] = from[by[i]];
    }
  }

  @Override
  void gatherAll() {
    System.arraycopy(dictionary, 0, values, 0, dictionarySize);
    values[dictionarySize] = 0;
  }

  @Override
  void pickPlain(int from, int[] rows, int count) {
    byte[] bytes = data;
    long[] to = values;
    for (int i = 0; i < count; i++) {
      to[i] = (long) LONGS_AT.get(bytes, from + rows[i] * Long.BYTES);
    }
  }

  @Override
  boolean convertsAll() {
    return column.conversion() == Conversion.NONE || column.conversion() == Conversion.UNSIGNED;
  }

  @Override
  void delta(int at, int count) {
    delta.read(values, at, count);
  }

  @Override
  void split(int from, int stride, int at, int count) {
    byte[] bytes = data;
    for (int i = 0; i < count; i++) {
      long value = 0;
      for (int b = 0, p = from + i; b < Long.BYTES; b++, p += stride) {
        value |= (bytes[p] & 0xFFL) << 8 * b;
      }
      values[at + i] = value;
    }
  }

  @Override
  void spread(int at, int rows, int present, long[] validity) {
    spread(values, at, rows, present, validity);
  }

  @Override
  Column column(int rows, long[] validity) {
    if (column.type().storage() == Storage.DOUBLE) {
      doubles = doubles.length < rows ? new double[values.length] : doubles;
      for (int i = 0; i < rows; i++) {
        doubles[i] = Double.longBitsToDouble(values[i]);
      }
      return new DoubleColumn(column.type(), doubles, validity);
    }
    return switch (column.conversion()) {
      case NONE -> last = last.with(values, validity, interval);
      case UNSIGNED -> unsigned(rows, validity);
      case MILLIS -> {
        for (int i = 0; i < rows; i++) {
          if ((values[i] > MAX_MILLIS || values[i] < -MAX_MILLIS)
              && Validity.isValid(validity, i)) {
            throw refuse("holds " + values[i] + " milliseconds, which microseconds cannot express");
          }
          values[i] *= 1000;
        }
        yield new LongColumn(column.type(), values, validity, null);
      }
      case NANOS -> {
        for (int i = 0; i < rows; i++) {
          if (values[i] % 1000 != 0 && Validity.isValid(validity, i)) {
            throw refuse(
                "holds the time " + values[i] + " ns, which microseconds cannot express exactly");
          }
          values[i] /= 1000;
        }
        yield new LongColumn(column.type(), values, validity, null);
      }
      case DECIMAL_BYTES, INT96, UUID ->
          throw SheafException.bug("INT64 as " + column.conversion());
    };
  }

  private SheafException refuse(String what) {
    return SheafException.user(
        "UNSUPPORTED_FILE", "file " + path + ": column '" + column.name() + "' " + what);
  }

  private Column unsigned(int rows, long[] validity) {
    pairs = pairs.length < 2 * rows ? new long[2 * values.length] : pairs;
    for (int i = 0; i < rows; i++) {
      pairs[2 * i] = values[i];
      pairs[2 * i + 1] = 0;
    }
    return new Int128Column(column.type(), pairs, validity);
  }

  @Override
  byte[] entry(int code) {
    return ByteBuffer.allocate(Long.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(dictionary[code])
        .array();
  }

  @Override
  int bytesPerRow() {
    return column.conversion() == Conversion.UNSIGNED ? 28 : 20;
  }
}
