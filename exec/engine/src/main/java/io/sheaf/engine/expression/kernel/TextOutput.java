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

  /** More is no value but a mistake, such as the length of a padding. */
  private static final int TEXT_BYTES = 64 << 20;

  /** All texts of one batch are in one array, which no lease pays for. */
  private static final int BATCH_BYTES = 512 << 20;

  private final DataType type;
  private final int textBytes;
  private final int batchBytes;
  private byte[] data = {};
  private int size;
  private int rowStart;
  private int[] offsets = {};
  private int[] lengths = {};

  public TextOutput(DataType type) {
    this(type, TEXT_BYTES, BATCH_BYTES);
  }

  TextOutput(DataType type, int textBytes, int batchBytes) {
    this.type = type;
    this.textBytes = textBytes;
    this.batchBytes = batchBytes;
  }

  /** Begins a column; rows that are never ended are empty texts. */
  public void start(int rows) {
    if (offsets.length < rows) {
      offsets = new int[rows];
      lengths = new int[rows];
    }
    Arrays.fill(offsets, 0, rows, 0);
    Arrays.fill(lengths, 0, rows, 0);
    data = new byte[Math.min(batchBytes, Math.max(FIRST_BYTES, Math.min(size, 1 << 20)))];
    size = 0;
    rowStart = 0;
  }

  /**
   * Makes room for some bytes and returns the buffer; write at {@link #size()}, then advance.
   *
   * @throws SheafException (USER) when the text or all texts together become too long
   */
  public byte[] reserve(long bytes) {
    checkLength(size - rowStart + bytes);
    long wanted = size + bytes;
    if (wanted > data.length) {
      if (wanted > batchBytes) {
        throw tooLarge(
            "more than "
                + (batchBytes >> 20)
                + " MB of text in one batch (the setting 'batch.rows' makes batches smaller)");
      }
      data = Arrays.copyOf(data, (int) Math.min(batchBytes, 2 * wanted));
    }
    return data;
  }

  /**
   * Refuses a text of so many bytes, before it is computed elsewhere.
   *
   * @throws SheafException (USER) when that is too long
   */
  public void checkLength(long bytes) {
    if (bytes > textBytes) {
      throw tooLarge("a text of more than " + (textBytes >> 20) + " MB");
    }
  }

  private static SheafException tooLarge(String what) {
    return SheafException.user("TOO_LARGE", what + ", which no expression may compute");
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
