package io.sheaf.parquet.read;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.parquet.meta.Conversion;
import io.sheaf.parquet.meta.FileColumn;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * INT32 and FLOAT: to 32-bit columns, or widened to 64 bits for decimals, times and unsigned
 * integers.
 */
final class IntValues extends NumberValues {
  private static final ValueLayout.OfInt INTS =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle INTS_AT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final FileColumn column;
  private int[] values = new int[0];
  private int[] dictionary = new int[0];
  private long[] longs = new long[0];
  private IntColumn ints;
  private LongColumn wide;
  private float[] floats = new float[0];

  IntValues(FileColumn column) {
    super(Integer.BYTES);
    this.column = column;
    this.ints = new IntColumn(column.type(), values);
    this.wide = new LongColumn(column.type(), longs);
  }

  @Override
  void begin(int rows) {
    values = grow(values, rows);
  }

  @Override
  void decodeDictionary(byte[] bytes, int from, int entries) {
    dictionary = grow(dictionary, entries);
    MemorySegment.copy(MemorySegment.ofArray(bytes), INTS, from, dictionary, 0, entries);
  }

  @Override
  void plain(int from, int at, int count) {
    MemorySegment.copy(MemorySegment.ofArray(data), INTS, from, values, at, count);
  }

  @Override
  void gather(int[] by, int at, int count) {
    int[] from = dictionary;
    int[] to = values;
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
    int[] to = values;
    for (int i = 0; i < count; i++) {
      to[i] = (int) INTS_AT.get(bytes, from + rows[i] * Integer.BYTES);
    }
  }

  @Override
  boolean convertsAll() {
    return true;
  }

  @Override
  void delta(int at, int count) {
    delta.read(values, at, count);
  }

  @Override
  void split(int from, int stride, int at, int count) {
    byte[] bytes = data;
    for (int i = 0; i < count; i++) {
      int p = from + i;
      values[at + i] =
          bytes[p] & 0xFF
              | (bytes[p + stride] & 0xFF) << 8
              | (bytes[p + 2 * stride] & 0xFF) << 16
              | bytes[p + 3 * stride] << 24;
    }
  }

  @Override
  void spread(int at, int rows, int present, long[] validity) {
    spread(values, at, rows, present, validity);
  }

  @Override
  Column column(int rows, long[] validity) {
    return switch (column.type().storage()) {
      case INT -> ints = ints.with(values, validity);
      case LONG, INT128 -> wide = wide.with(widen(rows), validity, interval);
      case FLOAT -> {
        floats = floats.length < rows ? new float[values.length] : floats;
        for (int i = 0; i < rows; i++) {
          floats[i] = Float.intBitsToFloat(values[i]);
        }
        yield new FloatColumn(column.type(), floats, validity);
      }
      case BOOLEAN, DOUBLE, TEXT -> throw SheafException.bug("INT32 as " + column.type().sql());
    };
  }

  private long[] widen(int rows) {
    longs = longs.length < rows ? new long[values.length] : longs;
    long[] to = longs;
    int[] from = values;
    if (column.conversion() == Conversion.UNSIGNED) {
      for (int i = 0; i < rows; i++) {
        to[i] = from[i] & 0xFFFFFFFFL;
      }
    } else {
      long factor = column.conversion() == Conversion.MILLIS ? 1000 : 1;
      for (int i = 0; i < rows; i++) {
        to[i] = from[i] * factor;
      }
    }
    return to;
  }

  @Override
  byte[] entry(int code) {
    return ByteBuffer.allocate(Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(dictionary[code])
        .array();
  }

  @Override
  int bytesPerRow() {
    return column.type().storage() == io.sheaf.columnar.Storage.INT ? 8 : 16;
  }
}
