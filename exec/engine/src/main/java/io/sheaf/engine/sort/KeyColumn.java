package io.sheaf.engine.sort;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.TextColumn;
import io.sheaf.plan.SortKey;
import java.util.Arrays;

/** One key of a prepared batch: NULLs and direction applied, whatever the column's storage. */
public record KeyColumn(Column column, boolean descending, boolean nullsFirst) {

  public static KeyColumn of(Column column, SortKey key) {
    return new KeyColumn(column, key.descending(), key.nullsFirst());
  }

  /** Compares rows of columns of one type. */
  public int compare(int row, KeyColumn other, int otherRow) {
    boolean isNull = column.isNull(row);
    boolean otherNull = other.column.isNull(otherRow);
    if (isNull || otherNull) {
      return isNull == otherNull ? 0 : isNull == nullsFirst ? -1 : 1;
    }
    int order = compareValues(column, row, other.column, otherRow);
    return descending ? -order : order;
  }

  private static int compareValues(Column left, int row, Column right, int otherRow) {
    return switch (left) {
      case BooleanColumn c -> c.values()[row] - ((BooleanColumn) right).values()[otherRow];
      case IntColumn c -> Integer.compare(c.values()[row], ((IntColumn) right).values()[otherRow]);
      case FloatColumn c -> compare(c.values()[row], ((FloatColumn) right).values()[otherRow]);
      case DoubleColumn c -> compare(c.values()[row], ((DoubleColumn) right).values()[otherRow]);
      case LongColumn c when right instanceof LongColumn d ->
          Long.compare(c.values()[row], d.values()[otherRow]);
      case LongColumn c -> compareWide(c, row, right, otherRow);
      case Int128Column c -> compareWide(c, row, right, otherRow);
      case TextColumn c -> compareText(c, row, right, otherRow);
      case DictionaryColumn c -> compareText(c, row, right, otherRow);
      case ConstantColumn c -> compareValues(c.value(), 0, right, otherRow);
    };
  }

  /** NaN is the greatest and zeros are equal. */
  private static int compare(double left, double right) {
    return Double.compare(left + 0.0, right + 0.0);
  }

  private static int compareWide(Column left, int row, Column right, int otherRow) {
    int byHigh = Long.compare(high(left, row), high(right, otherRow));
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low(left, row), low(right, otherRow));
  }

  private static long high(Column column, int row) {
    return column instanceof LongColumn c
        ? c.values()[row] >> 63
        : ((Int128Column) column).values()[2 * row + 1];
  }

  private static long low(Column column, int row) {
    return column instanceof LongColumn c
        ? c.values()[row]
        : ((Int128Column) column).values()[2 * row];
  }

  private static int compareText(Column left, int row, Column right, int otherRow) {
    byte[] a = buffer(left, row);
    byte[] b = buffer(right, otherRow);
    int aStart = offset(left, row);
    int bStart = offset(right, otherRow);
    return Arrays.compareUnsigned(
        a, aStart, aStart + length(left, row), b, bStart, bStart + length(right, otherRow));
  }

  private static byte[] buffer(Column column, int row) {
    return column instanceof TextColumn c
        ? c.buffer(row)
        : ((DictionaryColumn) column).dictionary().data();
  }

  private static int offset(Column column, int row) {
    return column instanceof TextColumn c
        ? c.offsets()[row]
        : ((DictionaryColumn) column).dictionary().offset(((DictionaryColumn) column).codes()[row]);
  }

  private static int length(Column column, int row) {
    return column instanceof TextColumn c
        ? c.lengths()[row]
        : ((DictionaryColumn) column).dictionary().length(((DictionaryColumn) column).codes()[row]);
  }

  /**
   * Signed 64-bit numbers in the key's order: a bit for NULL, then the 63 leading bits of the
   * value. Rows with equal prefixes may still differ.
   */
  long[] prefixes(int rows) {
    long[] out = new long[rows];
    prefixes(out, rows);
    return out;
  }

  /** The same in an array that may be longer. */
  void prefixes(long[] out, int rows) {
    fillValues(out, rows);
    for (int i = 0; i < rows; i++) {
      long value = (descending ? ~out[i] : out[i]) >>> 1;
      out[i] = nullsFirst ? value : value | Long.MIN_VALUE;
    }
    if (column.validity() != null) {
      long whenNull = nullsFirst ? Long.MIN_VALUE : Long.MAX_VALUE;
      for (int i = 0; i < rows; i++) {
        if (column.isNull(i)) {
          out[i] = whenNull;
        }
      }
    }
  }

  private void fillValues(long[] out, int rows) {
    switch (column) {
      case BooleanColumn c -> {
        for (int i = 0; i < rows; i++) {
          out[i] = (long) c.values()[i] << 62;
        }
      }
      case IntColumn c -> {
        for (int i = 0; i < rows; i++) {
          out[i] = (long) c.values()[i] << 32 ^ Long.MIN_VALUE;
        }
      }
      case LongColumn c -> fillLongs(c, out, rows);
      case FloatColumn c -> {
        for (int i = 0; i < rows; i++) {
          out[i] = ordered(c.values()[i]);
        }
      }
      case DoubleColumn c -> {
        for (int i = 0; i < rows; i++) {
          out[i] = ordered(c.values()[i]);
        }
      }
      case Int128Column c -> {
        for (int i = 0; i < rows; i++) {
          out[i] = saturated(c.values()[2 * i], c.values()[2 * i + 1]);
        }
      }
      case TextColumn c -> {
        for (int i = 0; i < rows; i++) {
          out[i] = leading(c.buffer(i), c.offsets()[i], c.lengths()[i]);
        }
      }
      case DictionaryColumn c -> fillCodes(c, out, rows);
      case ConstantColumn c -> throw new IllegalArgumentException("constant column not flattened");
    }
  }

  /** A decimal's prefix is the same in both storages: its value, saturated to 64 bits. */
  private static void fillLongs(LongColumn column, long[] out, int rows) {
    for (int i = 0; i < rows; i++) {
      out[i] = column.values()[i] ^ Long.MIN_VALUE;
    }
  }

  private static long saturated(long low, long high) {
    if (high == low >> 63) {
      return low ^ Long.MIN_VALUE;
    }
    return high < 0 ? 0 : -1L;
  }

  private static void fillCodes(DictionaryColumn column, long[] out, int rows) {
    for (int i = 0; i < rows; i++) {
      int code = column.codes()[i];
      out[i] =
          column.isNull(i)
              ? 0
              : leading(
                  column.dictionary().data(),
                  column.dictionary().offset(code),
                  column.dictionary().length(code));
    }
  }

  /** An unsigned number that orders as the value does. */
  static long ordered(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits < 0 ? ~bits : bits | Long.MIN_VALUE;
  }

  /** The first eight bytes, the first one highest; shorter text is filled with zeros. */
  private static long leading(byte[] data, int offset, int length) {
    long prefix = 0;
    int bytes = Math.min(8, length);
    for (int i = 0; i < bytes; i++) {
      prefix |= (data[offset + i] & 0xFFL) << 56 - 8 * i;
    }
    return prefix;
  }
}
