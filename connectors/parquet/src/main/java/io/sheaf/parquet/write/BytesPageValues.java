package io.sheaf.parquet.write;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.Validity;
import io.sheaf.connector.Bytes;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Text, binary values, and decimals of more than 18 digits as big-endian bytes of fixed length.
 * Columns that come with a dictionary are translated code by code.
 */
final class BytesPageValues extends PageValues {
  private static final int MAX_ENTRIES = 1 << 16;
  private static final int MAX_DICTIONARY_BYTES = 1 << 20;
  private static final int MAX_PAGE_BYTES = 1 << 20;

  private final int fixedBytes;
  private final int[] ends;
  private final int[] codes;
  private final byte[] fixed;
  private final ByteSink bytes = new ByteSink();
  private BytesDictionary dictionary = new BytesDictionary();
  private boolean useDictionary = true;
  private int count;
  private Dictionary known;
  private int[] remap = new int[0];

  /**
   * @param fixedBytes length of every value, or 0 if it varies
   */
  BytesPageValues(int fixedBytes, int pageRows) {
    this.fixedBytes = fixedBytes;
    this.fixed = new byte[fixedBytes];
    this.ends = new int[pageRows];
    this.codes = new int[pageRows];
  }

  @Override
  int append(Column column, int from, int to, long[] validity) {
    int row = from;
    for (; row < to && bytes.size() < MAX_PAGE_BYTES; row++) {
      if (!Validity.isValid(validity, row)) {
        continue;
      }
      switch (column) {
        case TextColumn c -> add(c.buffer(row), c.offsets()[row], c.lengths()[row]);
        case DictionaryColumn c -> addCode(c, row);
        case LongColumn c -> addDecimal(c.values()[row], c.values()[row] >> 63);
        case Int128Column c -> addDecimal(c.values()[2 * row], c.values()[2 * row + 1]);
        case Column other -> throw SheafException.bug("no bytes: " + other.type().sql());
      }
    }
    return row;
  }

  private void addCode(DictionaryColumn column, int row) {
    Dictionary from = column.dictionary();
    int code = column.codes()[row];
    if (known != from) {
      known = from;
      remap = remap.length < from.size() ? new int[from.size()] : remap;
      Arrays.fill(remap, -1);
    }
    if (useDictionary && remap[code] >= 0) {
      codes[count] = remap[code];
      bytes.write(from.data(), from.offset(code), from.length(code));
      ends[count++] = bytes.size();
      return;
    }
    add(from.data(), from.offset(code), from.length(code));
    remap[code] = useDictionary ? codes[count - 1] : -1;
  }

  private void addDecimal(long low, long high) {
    long l = low;
    long h = high;
    for (int i = fixedBytes - 1; i >= 0; i--) {
      fixed[i] = (byte) l;
      l = l >>> 8 | h << 56;
      h >>= 8;
    }
    long sign = fixed[0] >> 7;
    if (l != sign || h != sign) {
      throw SheafException.bug("a decimal beyond the column's precision");
    }
    add(fixed, 0, fixedBytes);
  }

  private void add(byte[] from, int offset, int length) {
    bytes.write(from, offset, length);
    if (useDictionary) {
      codes[count] = dictionary.code(from, offset, length);
      if (dictionary.size() > MAX_ENTRIES || dictionary.bytes() > MAX_DICTIONARY_BYTES) {
        useDictionary = false;
      }
    }
    ends[count++] = bytes.size();
  }

  @Override
  int count() {
    return count;
  }

  @Override
  long bytes() {
    return bytes.size() + (long) Integer.BYTES * count;
  }

  /** Whether the page holds as many bytes as a page should, whatever its rows. */
  boolean full() {
    return bytes.size() >= MAX_PAGE_BYTES;
  }

  @Override
  long heldBytes() {
    return 4L * ends.length
        + 4L * codes.length
        + 4L * remap.length
        + bytes.heldBytes()
        + dictionary.heldBytes();
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
      write(dictionary.data(), dictionary.offset(code), dictionary.length(code), out);
    }
  }

  @Override
  void writePlain(ByteSink out) {
    int start = 0;
    for (int i = 0; i < count; i++) {
      write(bytes.data(), start, ends[i] - start, out);
      start = ends[i];
    }
  }

  private void write(byte[] from, int offset, int length, ByteSink out) {
    if (fixedBytes == 0) {
      out.writeInt(length);
    }
    out.write(from, offset, length);
  }

  @Override
  Extremes extremes() {
    if (count == 0) {
      return Extremes.NONE;
    }
    int min = 0;
    int max = 0;
    boolean[] seen = useDictionary ? new boolean[dictionary.size()] : null;
    for (int i = 0; i < count; i++) {
      if (seen != null) {
        if (seen[codes[i]]) {
          continue;
        }
        seen[codes[i]] = true;
      }
      if (compare(i, min) < 0) {
        min = i;
      } else if (compare(i, max) > 0) {
        max = i;
      }
    }
    return fixedBytes > 0
        ? new Extremes(new BigInteger(value(min)), new BigInteger(value(max)))
        : new Extremes(new Bytes(value(min)), new Bytes(value(max)));
  }

  private int start(int value) {
    return value == 0 ? 0 : ends[value - 1];
  }

  private byte[] value(int value) {
    return Arrays.copyOfRange(bytes.data(), start(value), ends[value]);
  }

  private int compare(int a, int b) {
    byte[] data = bytes.data();
    if (fixedBytes > 0 && data[start(a)] != data[start(b)]) {
      return Byte.compare(data[start(a)], data[start(b)]);
    }
    return Arrays.compareUnsigned(data, start(a), ends[a], data, start(b), ends[b]);
  }

  @Override
  void clearPage() {
    count = 0;
    bytes.clear();
  }

  @Override
  void clearChunk() {
    dictionary.clear();
    useDictionary = true;
    known = null;
  }

  @Override
  void release() {
    dictionary = new BytesDictionary();
    remap = new int[0];
    bytes.release();
  }
}
