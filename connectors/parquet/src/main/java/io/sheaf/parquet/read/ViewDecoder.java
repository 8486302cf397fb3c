package io.sheaf.parquet.read;

import io.sheaf.parquet.meta.MalformedData;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.format.Encoding;

/**
 * Finds the values of a page of bytes that is not dictionary-encoded: as places in the page, or,
 * where the page does not hold them in one piece, in a new buffer.
 */
final class ViewDecoder {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_BATCH_BYTES = 1 << 30;

  private final int fixedBytes;
  private ReadMemory memory;
  private final DeltaDecoder lengthDecoder = new DeltaDecoder();
  private final DeltaDecoder prefixDecoder = new DeltaDecoder();
  private Encoding encoding;
  private byte[] data;
  private int start;
  private int position;
  private int end;
  private int[] prefixes = new int[0];
  private byte[] previous = new byte[0];
  private int previousLength;
  private long builtBytes;

  /**
   * @param fixedBytes length of every value, or 0 if it varies
   */
  ViewDecoder(int fixedBytes) {
    this.fixedBytes = fixedBytes;
  }

  /** Goes on with another chunk, whose stream reserves what is built for it. */
  void chunk(ReadMemory reservations) {
    memory = reservations;
    builtBytes = 0;
  }

  /** Lets go of the page and the reservations of the chunk that was read. */
  void forget() {
    memory = null;
    data = null;
  }

  /** Buffers made for the batch before are now the business of whoever kept it. */
  void startBatch() {
    memory.release(builtBytes);
    builtBytes = 0;
  }

  void page(Page page) {
    data = page.data();
    encoding = page.encoding();
    start = page.content().start();
    position = start;
    end = page.content().end();
    boolean empty = start == end;
    switch (encoding) {
      case PLAIN -> {}
      case DELTA_LENGTH_BYTE_ARRAY -> {
        if (!empty) {
          position = startLengths(position);
        }
      }
      case DELTA_BYTE_ARRAY -> {
        previousLength = 0;
        if (!empty) {
          prefixDecoder.start(data, position, end);
          int suffixes = prefixDecoder.findEnd();
          prefixDecoder.start(data, position, end);
          position = startLengths(suffixes);
        }
      }
      case BYTE_STREAM_SPLIT -> {
        if (fixedBytes == 0 || (end - start) % fixedBytes != 0) {
          throw new MalformedData("split values of " + (end - start) + " bytes");
        }
      }
      case PLAIN_DICTIONARY, RLE, BIT_PACKED, DELTA_BINARY_PACKED, RLE_DICTIONARY ->
          throw new MalformedData("bytes encoded as " + encoding);
    }
  }

  private int startLengths(int from) {
    lengthDecoder.start(data, from, end);
    int bytes = lengthDecoder.findEnd();
    lengthDecoder.start(data, from, end);
    return bytes;
  }

  /** Finds the next values; returns the buffer that the offsets refer to. */
  byte[] read(int[] offsets, int[] lengths, int at, int count) {
    return switch (encoding) {
      case PLAIN -> {
        if (fixedBytes > 0) {
          fixed(offsets, lengths, at, count);
        } else {
          plain(offsets, lengths, at, count);
        }
        yield data;
      }
      case DELTA_LENGTH_BYTE_ARRAY -> {
        lengthDecoder.read(lengths, at, count);
        for (int i = at; i < at + count; i++) {
          offsets[i] = position;
          take(lengths[i]);
        }
        yield data;
      }
      case DELTA_BYTE_ARRAY -> prefixed(offsets, lengths, at, count);
      case BYTE_STREAM_SPLIT -> split(offsets, lengths, at, count);
      case PLAIN_DICTIONARY, RLE, BIT_PACKED, DELTA_BINARY_PACKED, RLE_DICTIONARY ->
          throw new IllegalStateException();
    };
  }

  private void take(int bytes) {
    if (bytes < 0 || bytes > end - position) {
      throw new MalformedData("a value claims " + bytes + " bytes, more than the page has left");
    }
    position += bytes;
  }

  private void fixed(int[] offsets, int[] lengths, int at, int count) {
    if ((long) count * fixedBytes > end - position) {
      throw new MalformedData("it has fewer values than its header says");
    }
    for (int i = at; i < at + count; i++) {
      offsets[i] = position;
      position += fixedBytes;
    }
    Arrays.fill(lengths, at, at + count, fixedBytes);
  }

  private void plain(int[] offsets, int[] lengths, int at, int count) {
    byte[] bytes = data;
    int p = position;
    int stop = end;
    for (int i = at; i < at + count; i++) {
      if (Integer.BYTES > stop - p) {
        throw new MalformedData("it has fewer values than its header says");
      }
      int length = (int) INTS.get(bytes, p);
      p += Integer.BYTES;
      if (length < 0 || length > stop - p) {
        throw new MalformedData("a value claims " + length + " bytes, more than the page has left");
      }
      offsets[i] = p;
      lengths[i] = length;
      p += length;
    }
    position = p;
  }

  /** Whether the page at hand holds its values in one piece, each with its length. */
  boolean pickable() {
    return encoding == Encoding.PLAIN;
  }

  /**
   * Finds some of the next values and passes over all up to the last of them.
   *
   * @param rows which ones, counted from the next, ascending
   * @return the buffer that the offsets refer to
   */
  byte[] pick(int[] rows, int count, int[] offsets, int[] lengths) {
    int passed = 0;
    for (int k = 0; k < count; k++) {
      skip(rows[k] - passed);
      read(offsets, lengths, k, 1);
      passed = rows[k] + 1;
    }
    return data;
  }

  private byte[] prefixed(int[] offsets, int[] lengths, int at, int count) {
    if (prefixes.length < count) {
      prefixes = new int[count];
    }
    prefixDecoder.read(prefixes, 0, count);
    lengthDecoder.read(lengths, at, count);
    long total = 0;
    for (int i = 0; i < count; i++) {
      if (prefixes[i] < 0 || lengths[at + i] < 0) {
        throw new MalformedData("a value of negative length");
      }
      total += (long) prefixes[i] + lengths[at + i];
    }
    byte[] built = build(total);
    byte[] before = previous;
    int beforeAt = 0;
    int beforeLength = previousLength;
    int to = 0;
    for (int i = 0; i < count; i++) {
      int prefix = prefixes[i];
      int suffix = lengths[at + i];
      if (prefix > beforeLength) {
        throw new MalformedData("a value shares more bytes with the one before than that has");
      }
      System.arraycopy(before, beforeAt, built, to, prefix);
      int from = position;
      take(suffix);
      System.arraycopy(data, from, built, to + prefix, suffix);
      before = built;
      beforeAt = to;
      beforeLength = prefix + suffix;
      offsets[at + i] = to;
      lengths[at + i] = beforeLength;
      to += beforeLength;
    }
    if (previous.length < beforeLength) {
      previous = new byte[beforeLength];
    }
    System.arraycopy(before, beforeAt, previous, 0, beforeLength);
    previousLength = beforeLength;
    return built;
  }

  private byte[] split(int[] offsets, int[] lengths, int at, int count) {
    if ((long) count * fixedBytes > end - position) {
      throw new MalformedData("it has fewer values than its header says");
    }
    byte[] built = build((long) count * fixedBytes);
    int stride = (end - start) / fixedBytes;
    int first = (position - start) / fixedBytes;
    for (int b = 0; b < fixedBytes; b++) {
      int from = start + b * stride + first;
      for (int i = 0, to = b; i < count; i++, to += fixedBytes) {
        built[to] = data[from + i];
      }
    }
    for (int i = 0; i < count; i++) {
      offsets[at + i] = i * fixedBytes;
    }
    Arrays.fill(lengths, at, at + count, fixedBytes);
    position += count * fixedBytes;
    return built;
  }

  private byte[] build(long bytes) {
    if (bytes > MAX_BATCH_BYTES) {
      throw new MalformedData("values of " + bytes + " bytes in one batch");
    }
    memory.reserve(bytes);
    builtBytes += bytes;
    return new byte[(int) bytes];
  }

  /** Passes over the next values. */
  void skip(int count) {
    if (encoding == Encoding.PLAIN && fixedBytes > 0 || encoding == Encoding.BYTE_STREAM_SPLIT) {
      if ((long) count * fixedBytes > end - position) {
        throw new MalformedData("it has fewer values than its header says");
      }
      position += count * fixedBytes;
      return;
    }
    if (encoding == Encoding.PLAIN) {
      skipPlain(count);
      return;
    }
    int[] offsets = new int[Math.min(count, 1024)];
    int[] lengths = new int[offsets.length];
    for (int left = count; left > 0; left -= Math.min(left, offsets.length)) {
      read(offsets, lengths, 0, Math.min(left, offsets.length));
      startBatch();
    }
  }

  private void skipPlain(int count) {
    byte[] bytes = data;
    int p = position;
    int stop = end;
    for (int i = 0; i < count; i++) {
      if (Integer.BYTES > stop - p) {
        throw new MalformedData("it has fewer values than its header says");
      }
      int length = (int) INTS.get(bytes, p);
      p += Integer.BYTES;
      if (length < 0 || length > stop - p) {
        throw new MalformedData("a value claims " + length + " bytes, more than the page has left");
      }
      p += length;
    }
    position = p;
  }
}
