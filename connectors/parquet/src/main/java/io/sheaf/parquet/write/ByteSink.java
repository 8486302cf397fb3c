package io.sheaf.parquet.write;

import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing byte array, little-endian, reused after {@link #clear()}. */
final class ByteSink extends OutputStream {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final ValueLayout.OfLong LONG_VALUES =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int FIRST_BYTES = 1024;

  private byte[] data = new byte[FIRST_BYTES];
  private int size;

  byte[] data() {
    return data;
  }

  int size() {
    return size;
  }

  /** Bytes of memory. */
  long heldBytes() {
    return data.length;
  }

  void clear() {
    size = 0;
  }

  /** Clears and gives the memory back. */
  void release() {
    size = 0;
    data = new byte[FIRST_BYTES];
  }

  /** Makes room for so many bytes more and returns where they start; the caller fills them. */
  int advance(int bytes) {
    ensure(bytes);
    int at = size;
    size += bytes;
    return at;
  }

  /** Sets the size back or, after direct writes behind the end, forward. */
  void size(int newSize) {
    size = newSize;
  }

  void ensure(int bytes) {
    if (data.length - size < bytes) {
      data =
          Arrays.copyOf(
              data,
              Math.max(
                  Math.addExact(size, bytes),
                  (int) Math.min(Integer.MAX_VALUE - 64L, data.length * 2L)));
    }
  }

  @Override
  public void write(int b) {
    ensure(1);
    data[size++] = (byte) b;
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    ensure(length);
    System.arraycopy(from, offset, data, size, length);
    size += length;
  }

  void writeInt(int value) {
    ensure(Integer.BYTES);
    INTS.set(data, size, value);
    size += Integer.BYTES;
  }

  /** Overwrites four bytes. */
  void setInt(int at, int value) {
    INTS.set(data, at, value);
  }

  void writeLong(long value) {
    ensure(Long.BYTES);
    LONGS.set(data, size, value);
    size += Long.BYTES;
  }

  void writeLongs(long[] values, int count) {
    int at = advance(Math.multiplyExact(count, Long.BYTES));
    MemorySegment.copy(values, 0, MemorySegment.ofArray(data), LONG_VALUES, at, count);
  }

  /** Writes the lower halves of longs. */
  void writeInts(long[] values, int count) {
    int at = advance(Math.multiplyExact(count, Integer.BYTES));
    byte[] to = data;
    for (int i = 0; i < count; i++) {
      INTS.set(to, at + Integer.BYTES * i, (int) values[i]);
    }
  }

  void writeVarint(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      write(rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    write(rest);
  }
}
