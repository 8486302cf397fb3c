package io.sheaf.parquet.read;

import io.sheaf.parquet.meta.MalformedData;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decompresses raw Snappy blocks between heap arrays; for one thread. Written for pages of numbers
 * and short texts, whose elements are so many and so short that mispredicted branches cost more
 * than copying: an element is taken apart by a table, whatever it copies is copied as whole words,
 * and a short literal and the copy behind it come from one load. It touches at most {@link
 * Page#PADDING} bytes behind neither array's range.
 */
final class SnappyDecoder {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** What the fast loop copies without a further question. */
  private static final int SHORT = 16;

  /** The fast loop may write so many bytes beyond an element's start. */
  private static final int OUT_MARGIN = 96;

  private static final int NO_COPY = 128;

  /**
   * For each first byte of a copy: its length in bits 32 to 39, the mask of the offset bytes behind
   * it in bits 16 to 31, the upper bits of the offset below; negative if it is longer than {@link
   * #SHORT} or no such copy.
   */
  private static final long[] COPIES = copies();

  private byte[] in;
  private int ip;
  private int inEnd;
  private byte[] out;
  private int op;
  private int outStart;
  private int outEnd;

  private static long[] copies() {
    long[] table = new long[256];
    for (int tag = 0; tag < table.length; tag++) {
      table[tag] =
          switch (tag & 3) {
            case 1 -> copy(4 + (tag >>> 2 & 7), 0xFF, (tag & 0xE0) << 3);
            case 2 -> copy((tag >>> 2) + 1, 0xFFFF, 0);
            default -> copy(NO_COPY, 0, 0);
          };
    }
    return table;
  }

  private static long copy(long length, long mask, long offset) {
    return (length > SHORT ? Long.MIN_VALUE : 0) | length << 32 | mask << 16 | offset;
  }

  /**
   * Begins a block, which has to become exactly {@code outLength} bytes.
   *
   * @throws MalformedData like the other methods, when that is impossible
   */
  void start(byte[] from, int at, int length, byte[] to, int outAt, int outLength) {
    in = from;
    ip = at;
    inEnd = at + length;
    out = to;
    op = outAt;
    outStart = outAt;
    outEnd = outAt + outLength;
    long claimed = 0;
    int shift = 0;
    byte b;
    do {
      if (ip >= inEnd || shift > 28) {
        throw new MalformedData("the compressed bytes do not start with a length");
      }
      b = in[ip++];
      claimed |= (b & 0x7FL) << shift;
      shift += 7;
    } while (b < 0);
    if (claimed != outLength) {
      throw new MalformedData("the compressed bytes claim to be " + claimed + " bytes");
    }
  }

  /** Decompresses up to this place of the target, or a little further. */
  void advance(int to) {
    while (op < to && ip < inEnd) {
      fast(Math.min(to, outEnd - OUT_MARGIN));
      if (op < to && ip < inEnd) {
        careful();
      }
    }
  }

  /** Decompresses all that is left. */
  void finish() {
    advance(outEnd);
    if (op != outEnd || ip != inEnd) {
      throw new MalformedData("the compressed bytes do not end with the page");
    }
  }

  /** Stops at what it does not know how to do: long literals, close copies, the ends, nonsense. */
  private void fast(int to) {
    byte[] source = in;
    byte[] target = out;
    long[] copies = COPIES;
    int first = outStart;
    int stop = inEnd - SHORT;
    int i = ip;
    int o = op;
    while (i < stop && o < to) {
      long word = (long) LONGS.get(source, i);
      int tag = (int) word;
      if ((tag & 3) == 0) {
        if ((tag & 0xF0) != 0) {
          int length = (tag >>> 2 & 63) + 1;
          if (length > SHORT) {
            break;
          }
          LONGS.set(target, o, (long) LONGS.get(source, i + 1));
          LONGS.set(target, o + 8, (long) LONGS.get(source, i + 9));
          i += length + 1;
          o += length;
          continue;
        }
        // Up to four bytes: the copy behind them is in the word, too.
        LONGS.set(target, o, word >>> 8);
        word = word >>> 16 >>> ((tag & 12) << 1);
        int more = tag >>> 2 & 3;
        i += more + 2;
        o += more + 1;
        tag = (int) word;
      }
      long copy = copies[tag & 0xFF];
      int offset = (tag >>> 8 & (int) copy >>> 16) + ((int) copy & 0xFFFF);
      int from = o - offset;
      int length = (int) (copy >>> 32);
      if ((length | offset - 8 | from - first) < 0) {
        length &= 0xFF;
        if (length == NO_COPY || offset < 8 || from < first) {
          break;
        }
        copyWords(target, from, o, length);
      } else {
        LONGS.set(target, o, (long) LONGS.get(target, from));
        LONGS.set(target, o + 8, (long) LONGS.get(target, from + 8));
      }
      i += 1 + (tag & 3);
      o += length;
    }
    ip = i;
    op = o;
  }

  private static void copyWords(byte[] bytes, int from, int to, int length) {
    for (int i = 0; i < length; i += 16) {
      LONGS.set(bytes, to + i, (long) LONGS.get(bytes, from + i));
      LONGS.set(bytes, to + i + 8, (long) LONGS.get(bytes, from + i + 8));
    }
  }

  /** One element of any kind, with every check. */
  private void careful() {
    int tag = in[ip++] & 0xFF;
    int type = tag & 3;
    int length = type == 1 ? 4 + (tag >>> 2 & 7) : (tag >>> 2) + 1;
    if (type == 0) {
      if (length > 60) {
        length = little(length - 60) + 1;
      }
      if (length <= 0 || length > inEnd - ip || length > outEnd - op) {
        throw new MalformedData("a literal does not fit");
      }
      System.arraycopy(in, ip, out, op, length);
      ip += length;
    } else {
      int offset = type == 1 ? (tag & 0xE0) << 3 | little(1) : little(type == 2 ? 2 : 4);
      if (offset <= 0 || offset > op - outStart || length > outEnd - op) {
        throw new MalformedData("a copy does not fit");
      }
      for (int i = op; i < op + length; i++) {
        out[i] = out[i - offset];
      }
    }
    op += length;
  }

  private int little(int bytes) {
    if (bytes > inEnd - ip) {
      throw new MalformedData("the compressed bytes end too early");
    }
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (in[ip++] & 0xFF) << 8 * i;
    }
    return value;
  }
}
