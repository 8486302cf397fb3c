package io.sheaf.parquet.read;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Validity;
import io.sheaf.parquet.meta.MalformedData;
import java.util.Arrays;
import org.apache.parquet.format.Encoding;

/**
 * What decoding 32-bit and 64-bit numbers has in common: which encoding the page has and how far it
 * was read.
 */
abstract class NumberValues extends ValueReader {
  private final int width;
  final HybridDecoder codeDecoder = new HybridDecoder();
  final DeltaDecoder delta = new DeltaDecoder();
  int[] codes = new int[0];
  int dictionarySize = -1;
  private long[] entriesValidity = new long[0];
  LongColumn.Interval interval;

  byte[] data;
  private Encoding encoding;
  private int position;
  private int end;
  private int start;
  private int splitValues;

  /**
   * @param width bytes of a PLAIN value
   */
  NumberValues(int width) {
    this.width = width;
  }

  @Override
  void chunk(Chunk chunk) {
    dictionarySize = -1;
    interval = chunk.interval();
  }

  abstract void plain(int from, int at, int count);

  /** Takes the entries of these codes, which are all of the dictionary. */
  abstract void gather(int[] codes, int at, int count);

  /** Takes all entries, in the order of their codes. */
  abstract void gatherAll();

  /** Takes PLAIN values {@code rows[0..count)}, the first of all being at {@code from}. */
  abstract void pickPlain(int from, int[] rows, int count);

  /** Whether making a column of any entry cannot fail. */
  abstract boolean convertsAll();

  abstract void delta(int at, int count);

  /** Takes values whose bytes lie {@code stride} apart, the first at {@code from}. */
  abstract void split(int from, int stride, int at, int count);

  abstract void decodeDictionary(byte[] bytes, int from, int entries);

  @Override
  void dictionary(Page page) {
    int entries = page.values();
    if ((long) entries * width > page.content().length()) {
      throw new MalformedData(
          "a dictionary of " + entries + " entries in " + page.content().length() + " bytes");
    }
    decodeDictionary(page.data(), page.content().start(), entries);
    dictionarySize = entries;
  }

  @Override
  int dictionarySize() {
    return dictionarySize;
  }

  @Override
  void page(Page page) {
    data = page.data();
    encoding = page.encoding();
    start = page.content().start();
    position = start;
    end = page.content().end();
    switch (encoding) {
      case PLAIN -> {}
      case PLAIN_DICTIONARY, RLE_DICTIONARY -> startCodes(codeDecoder, data, position, end);
      case DELTA_BINARY_PACKED -> {
        if (start < end) {
          delta.start(data, position, end);
        }
      }
      case BYTE_STREAM_SPLIT -> {
        if ((end - start) % width != 0) {
          throw new MalformedData("split values of " + (end - start) + " bytes");
        }
        splitValues = (end - start) / width;
      }
      case RLE, BIT_PACKED, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY ->
          throw new MalformedData("numbers encoded as " + encoding);
    }
  }

  /** Starts the codes of a page, whose first byte is their width. */
  static void startCodes(HybridDecoder decoder, byte[] data, int from, int to) {
    if (from >= to) {
      // A page of NULLs only may leave out even the width.
      decoder.start(data, from, from, 0);
      return;
    }
    decoder.start(data, from + 1, to, data[from]);
  }

  @Override
  void read(int at, int count) {
    if (count == 0) {
      return;
    }
    switch (encoding) {
      case PLAIN -> {
        take(count);
        plain(position - count * width, at, count);
      }
      case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
        if (dictionarySize < 0) {
          throw new MalformedData("it refers to a dictionary that is not there");
        }
        if (codes.length < count) {
          codes = new int[count];
        }
        codes(codes, 0, count);
        gather(codes, at, count);
      }
      case DELTA_BINARY_PACKED -> delta(at, count);
      case BYTE_STREAM_SPLIT -> {
        take(count);
        split(start + (position - start) / width - count, splitValues, at, count);
      }
      case RLE, BIT_PACKED, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY ->
          throw new IllegalStateException();
    }
  }

  /** The array of the dictionary may be longer than this one is. */
  static void check(int[] found, int at, int count, int entries) {
    int largest = 0;
    int smallest = 0;
    for (int i = at; i < at + count; i++) {
      largest = Math.max(largest, found[i]);
      smallest = Math.min(smallest, found[i]);
    }
    if (count > 0 && (smallest < 0 || largest >= entries)) {
      throw new MalformedData("a code is outside the dictionary of " + entries + " entries");
    }
  }

  @Override
  boolean coded() {
    return isCodes() && dictionarySize > 0 && convertsAll();
  }

  private boolean isCodes() {
    return encoding == Encoding.PLAIN_DICTIONARY || encoding == Encoding.RLE_DICTIONARY;
  }

  @Override
  void codes(int[] out, int at, int count) {
    codeDecoder.read(out, at, count);
    check(out, at, count, dictionarySize);
  }

  @Override
  Column entries() {
    int rows = dictionarySize + 1;
    begin(rows);
    gatherAll();
    entriesValidity = grow(entriesValidity, Validity.words(rows));
    Arrays.fill(entriesValidity, -1L);
    Validity.setNull(entriesValidity, dictionarySize);
    return column(rows, entriesValidity);
  }

  @Override
  Column ofCodes(int[] found, int rows, long[] validity) {
    begin(rows);
    gather(found, 0, rows);
    return column(rows, validity);
  }

  @Override
  boolean pickable() {
    return encoding == Encoding.PLAIN || isCodes() && dictionarySize > 0;
  }

  @Override
  void pick(int[] rows, int count) {
    begin(count);
    if (encoding == Encoding.PLAIN) {
      int from = position;
      take(rows[count - 1] + 1);
      pickPlain(from, rows, count);
      return;
    }
    if (codes.length < count) {
      codes = new int[count];
    }
    codeDecoder.pick(rows, count, codes);
    check(codes, 0, count, dictionarySize);
    gather(codes, 0, count);
  }

  private void take(int count) {
    if ((long) count * width > end - position) {
      throw new MalformedData("it has fewer values than its header says");
    }
    position += count * width;
  }

  @Override
  void skip(int count) {
    if (count == 0) {
      return;
    }
    switch (encoding) {
      case PLAIN, BYTE_STREAM_SPLIT -> take(count);
      case PLAIN_DICTIONARY, RLE_DICTIONARY -> codeDecoder.skip(count);
      case DELTA_BINARY_PACKED -> {
        long[] scratch = new long[Math.min(count, 1024)];
        for (int left = count; left > 0; left -= Math.min(left, scratch.length)) {
          delta.read(scratch, 0, Math.min(left, scratch.length));
        }
      }
      case RLE, BIT_PACKED, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY ->
          throw new IllegalStateException();
    }
  }

  static int[] grow(int[] array, int rows) {
    return array.length < rows ? new int[rows] : array;
  }

  static long[] grow(long[] array, int rows) {
    return array.length < rows ? new long[rows] : array;
  }

  /**
   * Moves values to the rows that are not NULL, from the last one backwards; NULL rows become 0.
   */
  static void spread(int[] array, int at, int rows, int present, long[] validity) {
    int from = at + present;
    for (int row = at + rows - 1; row >= at; row--) {
      array[row] = (validity[row >> 6] >>> row & 1) != 0 ? array[--from] : 0;
    }
  }

  /** As for ints. */
  static void spread(long[] array, int at, int rows, int present, long[] validity) {
    if (present == 0) {
      Arrays.fill(array, at, at + rows, 0);
      return;
    }
    int from = at + present;
    for (int row = at + rows - 1; row >= at; row--) {
      array[row] = (validity[row >> 6] >>> row & 1) != 0 ? array[--from] : 0;
    }
  }
}
