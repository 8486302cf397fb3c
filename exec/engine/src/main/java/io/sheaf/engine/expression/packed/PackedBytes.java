package io.sheaf.engine.expression.packed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes values as bytes whose order is that of the values. For one thread. */
final class PackedBytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private byte[] data = new byte[64];
  private int size;

  byte[] data() {
    return data;
  }

  int size() {
    return size;
  }

  private void reserve(int bytes) {
    if (size + bytes > data.length) {
      data = Arrays.copyOf(data, Math.max(2 * data.length, size + bytes));
    }
  }

  /** Begins a row, with room for its length where that is wanted. */
  void start(boolean withLength) {
    size = withLength ? Integer.BYTES : 0;
  }

  void end(boolean withLength) {
    if (withLength) {
      INT.set(data, 0, size - Integer.BYTES);
    }
  }

  static int length(byte[] data, int at) {
    return (int) INT.get(data, at);
  }

  void mark(int order) {
    reserve(1);
    data[size++] = (byte) order;
  }

  /** Turns the order of all bytes from one on. */
  void invert(int from) {
    for (int i = from; i < size; i++) {
      data[i] = (byte) ~data[i];
    }
  }

  void whole(long value) {
    unsigned(value ^ Long.MIN_VALUE);
  }

  private void unsigned(long value) {
    reserve(Long.BYTES);
    LONG.set(data, size, value);
    size += Long.BYTES;
  }

  void floating(double value) {
    long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
    unsigned(bits ^ (bits >> 63 | Long.MIN_VALUE));
  }

  void decimal(long high, long low) {
    unsigned(high ^ Long.MIN_VALUE);
    unsigned(low);
  }

  /** A byte 0 is written as 0 and 255; two bytes 0 end the text. */
  void text(byte[] source, int offset, int length) {
    reserve(2 * length + 2);
    for (int i = offset; i < offset + length; i++) {
      data[size++] = source[i];
      if (source[i] == 0) {
        data[size++] = (byte) 255;
      }
    }
    data[size++] = 0;
    data[size++] = 0;
  }

  static long wholeAt(byte[] data, int at) {
    return (long) LONG.get(data, at) ^ Long.MIN_VALUE;
  }

  static double floatingAt(byte[] data, int at) {
    long bits = (long) LONG.get(data, at);
    return Double.longBitsToDouble(bits ^ (~bits >> 63 | Long.MIN_VALUE));
  }

  static long lowAt(byte[] data, int at) {
    return (long) LONG.get(data, at + Long.BYTES);
  }

  /** The bytes of a text that begins at a place. */
  static byte[] textAt(byte[] data, int at, int end) {
    byte[] text = new byte[end - at];
    int length = 0;
    for (int i = at; data[i] != 0 || data[i + 1] != 0; i++) {
      text[length++] = data[i];
      i += data[i] == 0 ? 1 : 0;
    }
    return Arrays.copyOf(text, length);
  }

  /** Where a value ends; {@code inverted}: whether its bytes are turned. */
  static int skip(byte[] data, int at, char kind, boolean inverted) {
    return switch (kind) {
      case 'T' -> {
        int zero = inverted ? -1 : 0;
        int i = at;
        while (data[i] != zero || data[i + 1] != zero) {
          i += data[i] == zero ? 2 : 1;
        }
        yield i + 2;
      }
      case 'D' -> at + 2 * Long.BYTES;
      default -> at + Long.BYTES;
    };
  }
}
