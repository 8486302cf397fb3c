package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Storage;
import io.sheaf.columnar.Validity;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code x IN (constants)}; where none is equal a NULL among the constants makes the result NULL.
 */
public final class InSetKernel implements Kernel {
  private final boolean hasNull;
  private final LongSet longs;
  private final BytesSet texts;
  private final Set<BigInteger> wide = new HashSet<>();
  private final Scratch scratch = new Scratch();
  private final TextInput input = new TextInput();

  /**
   * @param values columns of one row of the argument's type
   */
  public InSetKernel(DataType type, List<Column> values) {
    List<Column> present = values.stream().filter(column -> !column.isNull(0)).toList();
    hasNull = present.size() < values.size();
    boolean isText = type.storage() == Storage.TEXT;
    List<byte[]> bytes = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    for (Column value : present) {
      if (isText) {
        input.reset(value).at(0);
        bytes.add(input.bytes());
      } else if (value instanceof Int128Column c
          && !Int128.fitsLong(c.values()[0], c.values()[1])) {
        wide.add(Int128.toBigInteger(c.values()[0], c.values()[1]));
      } else {
        numbers.add(number(value, 0));
      }
    }
    texts = isText ? new BytesSet(bytes) : null;
    longs = isText ? null : new LongSet(numbers.stream().mapToLong(Long::longValue).toArray());
  }

  /** The value as a long; floating numbers by their bits, with one zero and one NaN. */
  private static long number(Column column, int row) {
    return switch (column) {
      case BooleanColumn c -> c.values()[row];
      case IntColumn c -> c.values()[row];
      case LongColumn c -> c.values()[row];
      case FloatColumn c -> Double.doubleToLongBits(c.values()[row] + 0.0);
      case DoubleColumn c -> Double.doubleToLongBits(c.values()[row] + 0.0);
      case Int128Column c -> c.values()[2 * row];
      case Column c -> throw Operand.unexpected(c);
    };
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    int n = rows.length();
    Column arg = args[0];
    byte[] out = scratch.booleans(n);
    if (texts != null) {
      texts(arg, out, rows);
    } else {
      numbers(arg, out, rows);
    }
    long[] validity = arg.validity();
    if (hasNull) {
      long[] bits = scratch.copyOf(validity, n);
      for (int k = 0; k < rows.count(); k++) {
        int row = rows.row(k);
        if (out[row] == 0) {
          Validity.setNull(bits, row);
        }
      }
      validity = bits;
    }
    return new BooleanColumn(Simple.BOOLEAN, out, validity);
  }

  private void texts(Column arg, byte[] out, Rows rows) {
    input.reset(arg);
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (Validity.isValid(arg.validity(), row)) {
        input.at(row);
        out[row] = (byte) (texts.contains(input.data, input.offset, input.length) ? 1 : 0);
      }
    }
  }

  private void numbers(Column arg, byte[] out, Rows rows) {
    switch (arg) {
      case IntColumn c -> {
        int[] values = c.values();
        for (int k = 0; k < rows.count(); k++) {
          int row = rows.row(k);
          out[row] = (byte) (longs.contains(values[row]) ? 1 : 0);
        }
      }
      case LongColumn c -> {
        long[] values = c.values();
        for (int k = 0; k < rows.count(); k++) {
          int row = rows.row(k);
          out[row] = (byte) (longs.contains(values[row]) ? 1 : 0);
        }
      }
      case Int128Column c -> {
        for (int k = 0; k < rows.count(); k++) {
          int row = rows.row(k);
          long low = c.values()[2 * row];
          long high = c.values()[2 * row + 1];
          boolean found =
              Int128.fitsLong(low, high)
                  ? longs.contains(low)
                  : !wide.isEmpty() && wide.contains(Int128.toBigInteger(low, high));
          out[row] = (byte) (found ? 1 : 0);
        }
      }
      case Column c -> {
        for (int k = 0; k < rows.count(); k++) {
          int row = rows.row(k);
          out[row] = (byte) (longs.contains(number(c, row)) ? 1 : 0);
        }
      }
    }
  }
}
