package io.sheaf.columnar.values;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Storage;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.Validity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Collects values row by row into a column; for one thread. The append that is called must fit the
 * type's storage. {@link #build()} hands the arrays over and starts anew.
 */
public final class ColumnBuilder {
  private final DataType type;
  private final Storage storage;
  private final int capacity;
  private byte[] bytes;
  private int[] ints;
  private int[] lengths;
  private long[] longs;
  private float[] floats;
  private double[] doubles;
  private long[] validity;
  private int textBytes;
  private int rows;

  /**
   * @param capacity rows expected; more may be appended
   */
  public ColumnBuilder(DataType type, int capacity) {
    this.type = type;
    this.storage = type.storage();
    this.capacity = Math.max(capacity, 1);
    allocate();
  }

  private void allocate() {
    rows = 0;
    textBytes = 0;
    validity = null;
    switch (storage) {
      case BOOLEAN -> bytes = new byte[capacity];
      case INT -> ints = new int[capacity];
      case LONG -> longs = new long[capacity];
      case FLOAT -> floats = new float[capacity];
      case DOUBLE -> doubles = new double[capacity];
      case INT128 -> longs = new long[2 * capacity];
      case TEXT -> {
        bytes = new byte[8 * capacity];
        ints = new int[capacity];
        lengths = new int[capacity];
      }
    }
  }

  public DataType type() {
    return type;
  }

  public int rows() {
    return rows;
  }

  /** Bytes of text or binary values so far. */
  public int textBytes() {
    return textBytes;
  }

  public void appendNull() {
    reserve();
    if (validity == null) {
      validity = Validity.allValid(length());
    }
    if (storage == Storage.TEXT) {
      ints[rows] = textBytes;
      lengths[rows] = 0;
    }
    Validity.setNull(validity, rows++);
  }

  public void appendBoolean(boolean value) {
    reserve();
    bytes[rows++] = (byte) (value ? 1 : 0);
  }

  public void appendInt(int value) {
    reserve();
    ints[rows++] = value;
  }

  /** Also for a DECIMAL that is stored in 64 bits: its unscaled value. */
  public void appendLong(long value) {
    reserve();
    longs[rows++] = value;
  }

  public void appendFloat(float value) {
    reserve();
    floats[rows++] = value;
  }

  public void appendDouble(double value) {
    reserve();
    doubles[rows++] = value;
  }

  public void appendText(String value) {
    appendBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  public void appendBytes(byte[] value) {
    appendBytes(value, 0, value.length);
  }

  public void appendBytes(byte[] value, int offset, int length) {
    reserve();
    if (length > bytes.length - textBytes) {
      long wanted = (long) textBytes + length;
      if (wanted > Integer.MAX_VALUE - 16) {
        throw SheafException.resource("TOO_LARGE", "more than 2 GB of text in one batch");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16, wanted * 2));
    }
    System.arraycopy(value, offset, bytes, textBytes, length);
    ints[rows] = textBytes;
    lengths[rows++] = length;
    textBytes += length;
  }

  /**
   * Rounds to the type's scale.
   *
   * @throws ArithmeticException when the value has too many digits
   */
  public void appendDecimal(BigDecimal value) {
    DataType.Decimal decimal = (DataType.Decimal) type;
    BigDecimal scaled = value.setScale(decimal.scale(), RoundingMode.HALF_UP);
    if (scaled.precision() > decimal.precision()) {
      throw new ArithmeticException(value.toPlainString() + " does not fit " + decimal.sql());
    }
    BigInteger unscaled = scaled.unscaledValue();
    if (storage == Storage.LONG) {
      appendLong(unscaled.longValueExact());
    } else {
      reserve();
      longs[2 * rows] = unscaled.longValue();
      longs[2 * rows + 1] = unscaled.shiftRight(64).longValueExact();
      rows++;
    }
  }

  /** Takes back the rows from {@code count} on, e.g. after an error in the middle of a record. */
  public void truncate(int count) {
    for (int row = count; row < rows && validity != null; row++) {
      Validity.setValid(validity, row);
    }
    if (storage == Storage.TEXT && count < rows) {
      textBytes = ints[count];
    }
    rows = Math.min(rows, count);
  }

  /** The rows so far, in arrays that nobody else holds. */
  public Column build() {
    long[] bits = Validity.anyNull(validity, rows) ? validity : null;
    Column column =
        switch (storage) {
          case BOOLEAN -> new BooleanColumn(type, bytes, bits);
          case INT -> new IntColumn(type, ints, bits);
          case LONG -> new LongColumn(type, longs, bits);
          case FLOAT -> new FloatColumn(type, floats, bits);
          case DOUBLE -> new DoubleColumn(type, doubles, bits);
          case INT128 -> new Int128Column(type, longs, bits);
          case TEXT ->
              new TextColumn(
                  type, new byte[][] {Arrays.copyOf(bytes, textBytes)}, null, ints, lengths, bits);
        };
    allocate();
    return column;
  }

  private int length() {
    return switch (storage) {
      case BOOLEAN -> bytes.length;
      case INT, TEXT -> ints.length;
      case LONG -> longs.length;
      case FLOAT -> floats.length;
      case DOUBLE -> doubles.length;
      case INT128 -> longs.length / 2;
    };
  }

  private void reserve() {
    if (rows < length()) {
      return;
    }
    int grown = 2 * length();
    switch (storage) {
      case BOOLEAN -> bytes = Arrays.copyOf(bytes, grown);
      case INT -> ints = Arrays.copyOf(ints, grown);
      case LONG -> longs = Arrays.copyOf(longs, grown);
      case FLOAT -> floats = Arrays.copyOf(floats, grown);
      case DOUBLE -> doubles = Arrays.copyOf(doubles, grown);
      case INT128 -> longs = Arrays.copyOf(longs, 2 * grown);
      case TEXT -> {
        ints = Arrays.copyOf(ints, grown);
        lengths = Arrays.copyOf(lengths, grown);
      }
    }
    if (validity != null) {
      int words = validity.length;
      validity = Arrays.copyOf(validity, Validity.words(grown));
      Arrays.fill(validity, words, validity.length, -1L);
    }
  }
}
