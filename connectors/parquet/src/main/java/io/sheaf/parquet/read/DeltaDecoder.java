package io.sheaf.parquet.read;

import io.sheaf.parquet.meta.MalformedData;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decodes DELTA_BINARY_PACKED: blocks of bit-packed differences to the value before. Arithmetic
 * wraps around, as the format wants. Reads up to 8 bytes behind the end of its input.
 */
final class DeltaDecoder {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_BLOCK = 1 << 16;

  private byte[] data;
  private int position;
  private int end;
  private int miniBlocks;
  private int[] widths = new int[0];
  private long[] deltas = new long[0];
  private int values;
  private int valuesLeft;
  private boolean firstPending;
  private long last;
  private long minDelta;
  private int miniBlock;
  private int deltaAt;

  /** Starts at the header; returns how many values follow. */
  int start(byte[] bytes, int from, int to) {
    data = bytes;
    position = from;
    end = to;
    long blockSize = varint();
    long blocks = varint();
    long count = varint();
    if (blockSize <= 0 || blockSize > MAX_BLOCK || blocks <= 0 || blocks > blockSize) {
      throw new MalformedData("delta blocks of " + blockSize + " values in " + blocks + " parts");
    }
    if (blockSize % blocks != 0 || blockSize / blocks % 8 != 0) {
      throw new MalformedData("delta parts of " + (double) blockSize / blocks + " values");
    }
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new MalformedData(count + " delta values in a page");
    }
    miniBlocks = (int) blocks;
    if (widths.length < miniBlocks) {
      widths = new int[miniBlocks];
    }
    int miniSize = (int) (blockSize / blocks);
    if (deltas.length != miniSize) {
      deltas = new long[miniSize];
    }
    values = (int) count;
    valuesLeft = values;
    firstPending = true;
    last = zigzag(varint());
    miniBlock = miniBlocks;
    deltaAt = miniSize;
    return values;
  }

  int valuesLeft() {
    return valuesLeft;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= end) {
        break;
      }
      byte b = data[position++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new MalformedData("delta values end too early");
  }

  private static long zigzag(long value) {
    return value >>> 1 ^ -(value & 1);
  }

  private void blockHeader() {
    minDelta = zigzag(varint());
    if (miniBlocks > end - position) {
      throw new MalformedData("a delta block ends too early");
    }
    for (int i = 0; i < miniBlocks; i++) {
      widths[i] = data[position++] & 0xFF;
      if (widths[i] > 64) {
        throw new MalformedData("deltas of " + widths[i] + " bits");
      }
    }
    miniBlock = 0;
  }

  /** Bytes of the next part, which may be cut where only unused values follow. */
  private int partBytes() {
    return widths[miniBlock] * (deltas.length >>> 3);
  }

  private void nextMiniBlock() {
    if (miniBlock == miniBlocks) {
      blockHeader();
    }
    int width = widths[miniBlock];
    int needed = Math.min(deltas.length, valuesLeft);
    if ((long) needed * width > (end - position) * 8L) {
      throw new MalformedData("a delta block ends too early");
    }
    long bit = (long) position * 8;
    for (int i = 0; i < needed; i++) {
      deltas[i] = bits(bit, width) + minDelta;
      bit += width;
    }
    position = Math.min(end, position + partBytes());
    miniBlock++;
    deltaAt = 0;
  }

  private long bits(long bit, int width) {
    if (width == 0) {
      return 0;
    }
    int at = (int) (bit >>> 3);
    int shift = (int) (bit & 7);
    long word = (long) LONGS.get(data, at) >>> shift;
    if (width + shift > 64) {
      word |= (data[at + 8] & 0xFFL) << 64 - shift;
    }
    return width == 64 ? word : word & (1L << width) - 1;
  }

  /** Decodes the next values. */
  void read(long[] out, int at, int count) {
    check(count);
    int i = at;
    int stop = at + count;
    while (i < stop) {
      if (firstPending) {
        firstPending = false;
        out[i++] = last;
        valuesLeft--;
        continue;
      }
      if (deltaAt == deltas.length) {
        nextMiniBlock();
      }
      int n = Math.min(stop - i, deltas.length - deltaAt);
      long value = last;
      for (int k = 0; k < n; k++) {
        value += deltas[deltaAt + k];
        out[i + k] = value;
      }
      last = value;
      deltaAt += n;
      valuesLeft -= n;
      i += n;
    }
  }

  /** As {@link #read(long[], int, int)}, keeping the low 32 bits. */
  void read(int[] out, int at, int count) {
    check(count);
    int i = at;
    int stop = at + count;
    while (i < stop) {
      if (firstPending) {
        firstPending = false;
        out[i++] = (int) last;
        valuesLeft--;
        continue;
      }
      if (deltaAt == deltas.length) {
        nextMiniBlock();
      }
      int n = Math.min(stop - i, deltas.length - deltaAt);
      long value = last;
      for (int k = 0; k < n; k++) {
        value += deltas[deltaAt + k];
        out[i + k] = (int) value;
      }
      last = value;
      deltaAt += n;
      valuesLeft -= n;
      i += n;
    }
  }

  private void check(int count) {
    if (count > valuesLeft) {
      throw new MalformedData("the page has fewer delta values than its header says");
    }
  }

  /**
   * Passes over all remaining values of a decoder that was just started; returns where its input
   * ends.
   */
  int findEnd() {
    long left = valuesLeft - 1L;
    while (left > 0) {
      blockHeader();
      for (; miniBlock < miniBlocks && left > 0; miniBlock++) {
        int bytes = partBytes();
        long used = Math.min(left, deltas.length) * widths[miniBlock];
        if (used > (end - position) * 8L) {
          throw new MalformedData("a delta block ends too early");
        }
        position = Math.min(end, position + bytes);
        left -= deltas.length;
      }
    }
    return position;
  }
}
