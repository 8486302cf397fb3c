package io.sheaf.parquet.read;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Storage;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.Validity;
import io.sheaf.parquet.meta.FileColumn;
import io.sheaf.parquet.meta.MalformedData;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Makes decimals, timestamps and UUID texts of columns of bytes; a dictionary is converted once.
 * For one thread.
 */
final class BytesConversion {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int EPOCH_JULIAN_DAY = 2_440_588;
  private static final int UUID_TEXT = 36;

  private final String path;
  private final FileColumn column;
  private final LongColumn.Interval interval;
  private final boolean narrow;
  private long low;
  private long high;
  private long[] values = new long[0];
  private long dictionaryId = -1;
  private long[] entries;
  private Dictionary texts;

  /**
   * @param interval bounds of decimals that are known to fit 64 bits, or null
   */
  BytesConversion(String path, FileColumn column, LongColumn.Interval interval) {
    this.path = path;
    this.column = column;
    this.interval = interval;
    this.narrow = column.type().storage() != Storage.INT128 || interval != null;
  }

  Column convert(Column bytes, int rows) {
    return switch (column.conversion()) {
      case UUID -> uuids(bytes, rows);
      case DECIMAL_BYTES, INT96 -> numbers(bytes, rows);
      case NONE, UNSIGNED, MILLIS, NANOS -> bytes;
    };
  }

  private Column numbers(Column bytes, int rows) {
    int words = narrow ? 1 : 2;
    if (values.length < rows * words) {
      values = new long[rows * words];
    }
    if (bytes instanceof DictionaryColumn c) {
      if (dictionaryId != c.dictionary().id()) {
        numberEntries(c.dictionary(), words);
      }
      for (int i = 0; i < rows; i++) {
        for (int w = 0; w < words; w++) {
          values[i * words + w] = entries[c.codes()[i] * words + w];
        }
      }
    } else if (bytes instanceof TextColumn c) {
      for (int i = 0; i < rows; i++) {
        if (Validity.isValid(c.validity(), i)) {
          number(c.buffer(i), c.offsets()[i], c.lengths()[i]);
          store(values, i);
        } else {
          low = 0;
          high = 0;
          store(values, i);
        }
      }
    }
    return narrow
        ? new LongColumn(column.type(), values, bytes.validity(), interval)
        : new Int128Column(column.type(), values, bytes.validity());
  }

  private void numberEntries(Dictionary dictionary, int words) {
    entries = new long[dictionary.size() * words];
    for (int i = 0; i < dictionary.size(); i++) {
      number(dictionary.data(), dictionary.offset(i), dictionary.length(i));
      store(entries, i);
    }
    dictionaryId = dictionary.id();
  }

  private void store(long[] target, int row) {
    if (narrow) {
      if (high != low >> 63) {
        throw new MalformedData("a value is outside the bounds of its type or statistics");
      }
      target[row] = low;
    } else {
      target[2 * row] = low;
      target[2 * row + 1] = high;
    }
  }

  private void number(byte[] data, int offset, int length) {
    switch (column.conversion()) {
      case INT96 -> {
        low = int96(data, offset);
        high = low >> 63;
      }
      case DECIMAL_BYTES -> decimal(data, offset, length);
      case NONE, UNSIGNED, MILLIS, NANOS, UUID -> throw new IllegalStateException();
    }
  }

  private void decimal(byte[] data, int offset, int length) {
    if (length == 0) {
      throw new MalformedData("a decimal without bytes");
    }
    long l = 0;
    long h = data[offset] >> 7;
    int first = offset;
    int end = offset + length;
    while (end - first > 16) {
      if (data[first] != (byte) h) {
        throw new MalformedData("a decimal of more than 128 bits");
      }
      first++;
    }
    l = h;
    for (int i = first; i < end; i++) {
      h = h << 8 | l >>> 56;
      l = l << 8 | data[i] & 0xFF;
    }
    low = l;
    high = h;
  }

  private long int96(byte[] data, int offset) {
    long nanos = (long) LONGS.get(data, offset);
    int day = (int) INTS.get(data, offset + Long.BYTES);
    if (nanos % 1000 != 0) {
      throw SheafException.user(
          "UNSUPPORTED_FILE",
          "file "
              + path
              + ": column '"
              + column.name()
              + "' holds a timestamp with "
              + nanos
              + " ns in its day, which microseconds cannot express exactly");
    }
    // At most 2^31 days of 86.4e9 microseconds: more than 64 bits hold.
    return Math.addExact(
        Math.multiplyExact((long) day - EPOCH_JULIAN_DAY, MICROS_PER_DAY), nanos / 1000);
  }

  private Column uuids(Column bytes, int rows) {
    if (bytes instanceof DictionaryColumn c) {
      if (dictionaryId != c.dictionary().id()) {
        int size = c.dictionary().size();
        byte[] data = new byte[size * UUID_TEXT];
        int[] offsets = new int[size + 1];
        for (int i = 0; i < size; i++) {
          uuid(c.dictionary().data(), c.dictionary().offset(i), data, i * UUID_TEXT);
          offsets[i + 1] = (i + 1) * UUID_TEXT;
        }
        texts = new Dictionary(data, offsets, size);
        dictionaryId = c.dictionary().id();
      }
      return new DictionaryColumn(c.type(), texts, c.codes(), c.validity());
    }
    TextColumn c = (TextColumn) bytes;
    byte[] data = new byte[rows * UUID_TEXT];
    int[] offsets = new int[rows];
    int[] lengths = new int[rows];
    for (int i = 0; i < rows; i++) {
      if (Validity.isValid(c.validity(), i)) {
        uuid(c.buffer(i), c.offsets()[i], data, i * UUID_TEXT);
        offsets[i] = i * UUID_TEXT;
        lengths[i] = UUID_TEXT;
      }
    }
    return new TextColumn(c.type(), new byte[][] {data}, null, offsets, lengths, c.validity());
  }

  private static void uuid(byte[] from, int offset, byte[] to, int at) {
    byte[] digits = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    int p = at;
    for (int i = 0; i < 16; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        to[p++] = '-';
      }
      to[p++] = digits[from[offset + i] >> 4 & 0xF];
      to[p++] = digits[from[offset + i] & 0xF];
    }
  }
}
