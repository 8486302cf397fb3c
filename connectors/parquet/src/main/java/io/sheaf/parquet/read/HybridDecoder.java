package io.sheaf.parquet.read;

import io.sheaf.parquet.meta.MalformedData;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Decodes the hybrid of runs and bit-packed groups that dictionary codes, levels and booleans come
 * in. Reads up to 8 bytes behind the end of its input, which must be there.
 */
final class HybridDecoder {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] data;
  private int position;
  private int end;
  private int width;
  private int runLeft;
  private int runValue;
  private int packedLeft;
  private long packedBit;

  void start(byte[] bytes, int from, int to, int bitWidth) {
    if (bitWidth < 0 || bitWidth > 32 || from > to) {
      throw new MalformedData("values of " + bitWidth + " bits");
    }
    data = bytes;
    position = from;
    end = to;
    width = bitWidth;
    runLeft = 0;
    packedLeft = 0;
  }

  private void nextRun() {
    int header = 0;
    int shift = 0;
    int b;
    do {
      if (position >= end || shift > 28) {
        throw new MalformedData("encoded values end too early");
      }
      b = data[position++];
      header |= (b & 0x7F) << shift;
      shift += 7;
    } while (b < 0);
    if ((header & 1) == 0) {
      int bytes = width + 7 >>> 3;
      if (bytes > end - position) {
        throw new MalformedData("a run of values ends too early");
      }
      int value = 0;
      for (int i = 0; i < bytes; i++) {
        value |= (data[position++] & 0xFF) << 8 * i;
      }
      if (width < 32 && value >>> width != 0) {
        throw new MalformedData("value " + value + " does not fit " + width + " bits");
      }
      runLeft = header >>> 1;
      runValue = value;
    } else {
      long groups = header >>> 1;
      long bytes = Math.min(groups * width, end - position);
      // Some writers leave out the unused end of the last group.
      packedLeft = (int) Math.min(Integer.MAX_VALUE, width == 0 ? groups * 8 : bytes * 8 / width);
      packedBit = (long) position * 8;
      position += (int) bytes;
    }
  }

  /** Decodes the next values. */
  void read(int[] out, int at, int count) {
    int i = at;
    int stop = at + count;
    while (i < stop) {
      if (runLeft > 0) {
        int n = Math.min(runLeft, stop - i);
        Arrays.fill(out, i, i + n, runValue);
        runLeft -= n;
        i += n;
      } else if (packedLeft > 0) {
        int n = Math.min(packedLeft, stop - i);
        unpack(out, i, n);
        packedLeft -= n;
        i += n;
      } else {
        nextRun();
      }
    }
  }

  /**
   * Decodes some of the next values and passes over the others up to the last of them.
   *
   * @param rows which ones, counted from the next, ascending
   */
  void pick(int[] rows, int count, int[] out) {
    int passed = 0;
    int k = 0;
    while (k < count) {
      if (runLeft > 0) {
        long last = (long) passed + runLeft;
        while (k < count && rows[k] < last) {
          out[k++] = runValue;
        }
      } else if (packedLeft > 0) {
        k = pickPacked(rows, k, count, passed, out);
      } else {
        nextRun();
        continue;
      }
      int ahead = Math.max(runLeft, packedLeft);
      int used = k < count ? ahead : Math.min(ahead, rows[count - 1] + 1 - passed);
      skip(used);
      passed += used;
    }
  }

  private int pickPacked(int[] rows, int from, int count, int passed, int[] out) {
    byte[] bytes = data;
    int bits = width;
    long mask = (1L << bits) - 1;
    long base = packedBit - (long) passed * bits;
    long end = (long) passed + packedLeft;
    int k = from;
    while (k < count && rows[k] < end) {
      long bit = base + (long) rows[k] * bits;
      out[k++] = (int) ((long) LONGS.get(bytes, (int) (bit >>> 3)) >>> (bit & 7) & mask);
    }
    return k;
  }

  /** Passes over the next values. */
  void skip(int count) {
    int left = count;
    while (left > 0) {
      if (runLeft > 0) {
        int n = Math.min(runLeft, left);
        runLeft -= n;
        left -= n;
      } else if (packedLeft > 0) {
        int n = Math.min(packedLeft, left);
        packedLeft -= n;
        packedBit += (long) n * width;
        left -= n;
      } else {
        nextRun();
      }
    }
  }

  /** Whether the next {@code count} values are all 1, for values of one bit; consumes them. */
  boolean allOnes(int count) {
    int left = count;
    while (left > 0) {
      if (runLeft > 0) {
        if (runValue != 1) {
          return false;
        }
        int n = Math.min(runLeft, left);
        runLeft -= n;
        left -= n;
      } else if (packedLeft > 0) {
        int n = Math.min(packedLeft, Math.min(left, 32));
        if (bits(n) != (1L << n) - 1) {
          return false;
        }
        packedLeft -= n;
        left -= n;
      } else {
        nextRun();
      }
    }
    return true;
  }

  /**
   * For values of one bit: sets them in {@code out} from bit {@code at} on and returns how many are
   * 1.
   */
  int readBits(long[] out, int at, int count) {
    int ones = 0;
    int i = at;
    int stop = at + count;
    while (i < stop) {
      if (runLeft > 0) {
        int n = Math.min(Math.min(runLeft, stop - i), 64 - (i & 63));
        if (runValue != 0) {
          out[i >> 6] |= (n == 64 ? -1L : (1L << n) - 1) << i;
          ones += n;
        } else {
          out[i >> 6] &= ~((n == 64 ? -1L : (1L << n) - 1) << i);
        }
        runLeft -= n;
        i += n;
      } else if (packedLeft > 0) {
        int n = Math.min(Math.min(packedLeft, stop - i), Math.min(32, 64 - (i & 63)));
        long bits = bits(n);
        out[i >> 6] = out[i >> 6] & ~((1L << n) - 1 << i) | bits << i;
        ones += Long.bitCount(bits);
        packedLeft -= n;
        i += n;
      } else {
        nextRun();
      }
    }
    return ones;
  }

  private long bits(int count) {
    long word = (long) LONGS.get(data, (int) (packedBit >>> 3)) >>> (packedBit & 7);
    packedBit += count;
    return word & (1L << count) - 1;
  }

  private void unpack(int[] out, int at, int count) {
    if (width == 0) {
      Arrays.fill(out, at, at + count, 0);
      return;
    }
    int i = at;
    int stop = at + count;
    // Up to a byte boundary value by value, then eight values at a time.
    while (i < stop && (packedBit & 7) != 0) {
      out[i++] = one();
    }
    int groups = stop - i >>> 3;
    if (groups > 0) {
      int from = (int) (packedBit >>> 3);
      if (width <= 8) {
        unpackNarrow(data, from, width, out, i, groups);
      } else if (width <= 15) {
        unpackMedium(data, from, width, out, i, groups);
      } else {
        unpackWide(data, from, width, out, i, groups);
      }
      packedBit += (long) groups * 8 * width;
      i += groups * 8;
    }
    while (i < stop) {
      out[i++] = one();
    }
  }

  private int one() {
    long word = (long) LONGS.get(data, (int) (packedBit >>> 3)) >>> (packedBit & 7);
    packedBit += width;
    return (int) (word & (1L << width) - 1);
  }

  /** Eight values of at most 8 bits come from one word. */
  private static void unpackNarrow(
      byte[] data, int from, int width, int[] out, int at, int groups) {
    int mask = (1 << width) - 1;
    int position = from;
    for (int g = 0, i = at; g < groups; g++, i += 8) {
      long word = (long) LONGS.get(data, position);
      out[i] = (int) word & mask;
      out[i + 1] = (int) (word >>> width) & mask;
      out[i + 2] = (int) (word >>> 2 * width) & mask;
      out[i + 3] = (int) (word >>> 3 * width) & mask;
      out[i + 4] = (int) (word >>> 4 * width) & mask;
      out[i + 5] = (int) (word >>> 5 * width) & mask;
      out[i + 6] = (int) (word >>> 6 * width) & mask;
      out[i + 7] = (int) (word >>> 7 * width) & mask;
      position += width;
    }
  }

  /** Four values of at most 15 bits come from one word, which may start in the middle of a byte. */
  private static void unpackMedium(
      byte[] data, int from, int width, int[] out, int at, int groups) {
    int mask = (1 << width) - 1;
    int half = 4 * width >>> 3;
    int shift = 4 * width & 7;
    int position = from;
    for (int g = 0, i = at; g < groups; g++, i += 8) {
      long low = (long) LONGS.get(data, position);
      long high = (long) LONGS.get(data, position + half) >>> shift;
      out[i] = (int) low & mask;
      out[i + 1] = (int) (low >>> width) & mask;
      out[i + 2] = (int) (low >>> 2 * width) & mask;
      out[i + 3] = (int) (low >>> 3 * width) & mask;
      out[i + 4] = (int) high & mask;
      out[i + 5] = (int) (high >>> width) & mask;
      out[i + 6] = (int) (high >>> 2 * width) & mask;
      out[i + 7] = (int) (high >>> 3 * width) & mask;
      position += width;
    }
  }

  private static void unpackWide(byte[] data, int from, int width, int[] out, int at, int groups) {
    long mask = (1L << width) - 1;
    long bit = (long) from * 8;
    int stop = at + groups * 8;
    for (int i = at; i < stop; i++) {
      out[i] = (int) ((long) LONGS.get(data, (int) (bit >>> 3)) >>> (bit & 7) & mask);
      bit += width;
    }
  }
}
