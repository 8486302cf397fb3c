package io.sheaf.parquet.write;

/** Encodes codes and levels as runs and bit-packed groups. Stateless. */
final class HybridEncoder {
  private static final int GROUP = 8;

  private HybridEncoder() {}

  /** Bits that hold every value from 0 to {@code largest}. */
  static int width(int largest) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(largest);
  }

  static void encode(int[] values, int count, int width, ByteSink out) {
    int packed = 0;
    int i = 0;
    while (i < count) {
      int run = 1;
      while (i + run < count && values[i + run] == values[i]) {
        run++;
      }
      if (run >= GROUP) {
        pack(values, packed, i, width, out);
        out.writeVarint(run << 1);
        for (int shift = 0; shift < width; shift += Byte.SIZE) {
          out.write(values[i] >>> shift);
        }
        i += run;
        packed = i;
      } else {
        // Only whole groups may lie between two runs.
        i += GROUP;
      }
    }
    pack(values, packed, count, width, out);
  }

  private static void pack(int[] values, int from, int to, int width, ByteSink out) {
    if (from >= to) {
      return;
    }
    int groups = (to - from + GROUP - 1) / GROUP;
    out.writeVarint(groups << 1 | 1);
    out.ensure(groups * width + Long.BYTES);
    byte[] data = out.data();
    int at = out.size();
    long bits = 0;
    int filled = 0;
    int stop = from + groups * GROUP;
    for (int i = from; i < stop; i++) {
      bits |= (i < to ? values[i] & 0xFFFFFFFFL : 0) << filled;
      filled += width;
      while (filled >= Byte.SIZE) {
        data[at++] = (byte) bits;
        bits >>>= Byte.SIZE;
        filled -= Byte.SIZE;
      }
    }
    out.size(at);
  }

  /** Levels of an optional column: 1 for each valid row. */
  static void encodeLevels(long[] validity, int rows, boolean anyNull, ByteSink out) {
    if (!anyNull) {
      out.writeVarint(rows << 1);
      out.write(1);
      return;
    }
    int groups = (rows + GROUP - 1) / GROUP;
    out.writeVarint(groups << 1 | 1);
    for (int g = 0; g < groups; g++) {
      long bits = validity[g >> 3] >>> (g & 7) * Byte.SIZE & 0xFF;
      if (g == groups - 1 && rows % GROUP != 0) {
        bits &= (1 << rows % GROUP) - 1;
      }
      out.write((int) bits);
    }
  }
}
