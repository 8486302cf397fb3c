package io.sheaf.columnar.block;

import io.sheaf.columnar.Validity;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing record batch body: buffers one after another, each on an 8-byte border. */
final class BlockBody {
  private static final ValueLayout.OfInt INTS =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONGS =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;
  private long[] bufferOffsets = new long[16];
  private long[] bufferLengths = new long[16];
  private int buffers;

  BlockBody(int expectedBytes) {
    bytes = new byte[Math.max(64, expectedBytes)];
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  int buffers() {
    return buffers;
  }

  long offset(int buffer) {
    return bufferOffsets[buffer];
  }

  long length(int buffer) {
    return bufferLengths[buffer];
  }

  void longs(long[] values, int count) {
    int start = begin(count * 8L);
    MemorySegment.copy(values, 0, MemorySegment.ofArray(bytes), LONGS, start, count);
  }

  void ints(int[] values, int count) {
    int start = begin(count * 4L);
    MemorySegment.copy(values, 0, MemorySegment.ofArray(bytes), INTS, start, count);
  }

  void floats(float[] values, int count) {
    int[] bits = new int[count];
    for (int i = 0; i < count; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    ints(bits, count);
  }

  void doubles(double[] values, int count) {
    long[] bits = new long[count];
    for (int i = 0; i < count; i++) {
      bits[i] = Double.doubleToRawLongBits(values[i]);
    }
    longs(bits, count);
  }

  void bits(byte[] booleans, int count) {
    int start = begin((count + 7) / 8);
    for (int i = 0; i < count; i++) {
      bytes[start + (i >> 3)] |= (byte) ((booleans[i] & 1) << (i & 7));
    }
  }

  /** An empty buffer stands for "no nulls". */
  void validity(long[] validity, int count) {
    if (validity == null) {
      begin(0);
    } else {
      longs(validity, Validity.words(count));
    }
  }

  /** Starts a buffer whose bytes the caller appends piece by piece with {@link #append}. */
  void startBytes(long length) {
    int start = begin(length);
    size = start;
  }

  void append(byte[] source, int offset, int length) {
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  void endBytes() {
    size = size + 7 & ~7;
  }

  private int begin(long length) {
    if (buffers == bufferOffsets.length) {
      bufferOffsets = Arrays.copyOf(bufferOffsets, buffers * 2);
      bufferLengths = Arrays.copyOf(bufferLengths, buffers * 2);
    }
    int start = size;
    bufferOffsets[buffers] = start;
    bufferLengths[buffers++] = length;
    size = Math.toIntExact(start + (length + 7 & ~7L));
    if (size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size, bytes.length + (bytes.length >> 1)));
    }
    return start;
  }
}
