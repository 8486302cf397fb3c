package io.sheaf.engine.sort;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.TextColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers that order rows as far as one step into a key goes: {@link #BYTES} bytes of a text from
 * some depth on, or a whole value. Most say whether equal ones mean equal values.
 */
final class KeyStep {
  /** Bytes of a text in a step. */
  static final int BYTES = 7;

  /** What follows equal numbers. */
  enum Next {
    /** Values are equal: the next key. */
    KEY,
    /** The texts' next bytes. */
    DEEPER,
    /** Only comparisons know. */
    COMPARE
  }

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final long MOST = (1L << 62) - 1;
  private static final long LEAST_LONG = -1L << 61;

  /** Bits below a text's bytes: how long it is. */
  private static final int LENGTH_BITS = 4;

  private KeyStep() {}

  /**
   * The number of a row.
   *
   * @param depth bytes in front of a text's bytes, all of them equal where numbers are compared
   */
  static long number(KeyColumn key, int row, int depth) {
    if (key.column().isNull(row)) {
      return ofNull(key);
    }
    long value = value(key.column(), row, depth);
    return key.descending() ? MOST - value : value;
  }

  private static long ofNull(KeyColumn key) {
    return key.nullsFirst() ? -1 : MOST + 1;
  }

  private static long value(Column column, int row, int depth) {
    return switch (column) {
      case TextColumn c -> text(c.buffer(row), c.offsets()[row], c.lengths()[row], depth);
      case DictionaryColumn c -> {
        Dictionary dictionary = c.dictionary();
        int code = c.codes()[row];
        yield text(dictionary.data(), dictionary.offset(code), dictionary.length(code), depth);
      }
      case BooleanColumn c -> c.values()[row];
      case IntColumn c -> c.values()[row] - LEAST_LONG;
      case LongColumn c -> clamped(c.values()[row]);
      case Int128Column c -> wide(c.values()[2 * row], c.values()[2 * row + 1]);
      case FloatColumn c -> KeyColumn.ordered(c.values()[row]) >>> 2;
      case DoubleColumn c -> KeyColumn.ordered(c.values()[row]) >>> 2;
      case ConstantColumn c -> throw new IllegalArgumentException("constant column not flattened");
    };
  }

  private static long clamped(long value) {
    return Math.clamp(value, LEAST_LONG, -LEAST_LONG - 1) - LEAST_LONG;
  }

  private static long wide(long low, long high) {
    return high == low >> 63 ? clamped(low) : high < 0 ? 0 : MOST;
  }

  /** The bytes, filled with zeros; then how many are left, also if less than none. */
  private static long text(byte[] data, int offset, int length, int depth) {
    int left = length - depth;
    int from = offset + depth;
    long bytes = 0;
    if (left >= BYTES && from + Long.BYTES <= data.length) {
      bytes = (long) LONGS.get(data, from) >>> Byte.SIZE;
    } else {
      int count = Math.min(BYTES, left);
      for (int i = 0; i < count; i++) {
        bytes |= (data[from + i] & 0xFFL) << Byte.SIZE * (BYTES - 1 - i);
      }
    }
    return bytes << LENGTH_BITS | Math.clamp(left, -BYTES, BYTES) + BYTES;
  }

  /** What follows where several rows have this number. */
  static Next next(KeyColumn key, long number) {
    if (number == ofNull(key)) {
      return Next.KEY;
    }
    long value = key.descending() ? MOST - number : number;
    return switch (key.column()) {
      case TextColumn c -> afterText(value);
      case DictionaryColumn c -> afterText(value);
      case BooleanColumn c -> Next.KEY;
      case IntColumn c -> Next.KEY;
      case LongColumn c -> afterNumber(value);
      case Int128Column c -> afterNumber(value);
      case FloatColumn c -> Next.COMPARE;
      case DoubleColumn c -> Next.COMPARE;
      case ConstantColumn c -> Next.COMPARE;
    };
  }

  private static Next afterText(long value) {
    return (value & (1 << LENGTH_BITS) - 1) == 2 * BYTES ? Next.DEEPER : Next.KEY;
  }

  private static Next afterNumber(long value) {
    return value == 0 || value == MOST ? Next.COMPARE : Next.KEY;
  }
}
