package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.TextColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Collects texts for rows in any order: append the bytes of a row, then {@link #end} it. For one
 * thread. The bytes of each column are a new buffer, for views into it may be kept.
 */
public final class TextOutput {
  private static final int FIRST_BYTES = 1024;

  private final DataType type;
  private byte[] data = {};
  private int size;
  private int rowStart;
  private int[] offsets = {};
  private int[] lengths = {};

  public TextOutput(DataType type) {
    this.type = type;
  }

  /** Begins a column; rows that are never ended are empty texts. */
  public void start(int rows) {
    if (offsets.length < rows) {
      offsets = new int[rows];
      lengths = new int[rows];
    }
    Arrays.fill(offsets, 0, rows, 0);
    Arrays.fill(lengths, 0, rows, 0);
    data = new byte[Math.max(FIRST_BYTES, Math.min(size, 1 << 20))];
    size = 0;
    rowStart = 0;
  }

  /** Makes room for some bytes and returns the buffer; write at {@link #size()}, then advance. */
  public byte[] reserve(int bytes) {
    if (bytes > data.length - size) {
      long wanted = (long) size + bytes;
      if (wanted > Integer.MAX_VALUE - 16) {
        throw SheafException.resource("TOO_LARGE", "more than 2 GB of text in one batch");
      }
      data = Arrays.copyOf(data, (int) Math.min(Integer.MAX_VALUE - 16, 2 * wanted));
    }
    return data;
  }

  /** Bytes so far. */
  public int size() {
    return size;
  }

  public void advance(int bytes) {
    size += bytes;
  }

  public void append(byte value) {
    reserve(1)[size++] = value;
  }

  public void append(byte[] source, int offset, int length) {
    System.arraycopy(source, offset, reserve(length), size, length);
    size += length;
  }

  public void append(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    append(bytes, 0, bytes.length);
  }

  /** The bytes since the last end are the row's text. */
  public void end(int row) {
    offsets[row] = rowStart;
    lengths[row] = size - rowStart;
    rowStart = size;
  }

  /** Ends the column. */
  public TextColumn column(long[] validity) {
    return new TextColumn(type, new byte[][] {data}, null, offsets, lengths, validity);
  }
}
