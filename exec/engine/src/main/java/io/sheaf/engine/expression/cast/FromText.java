package io.sheaf.engine.expression.cast;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Validity;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.columnar.values.SqlText;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.TextInput;
import io.sheaf.engine.expression.kernel.ValueErrors;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Text to values, as {@link SqlText} reads it; plain integers without objects. */
final class FromText extends CastKernel {
  private static final int SHORT_DIGITS = 9;

  private final TextInput input = new TextInput();
  private final ZoneId zone;
  private ColumnBuilder builder;
  private String reason;

  FromText(DataType type, boolean safe) {
    this(type, safe, ZoneOffset.UTC);
  }

  /** {@code zone}: where a timestamp with time zone was written that names none. */
  FromText(DataType type, boolean safe, ZoneId zone) {
    super(type, safe);
    this.zone = zone;
  }

  @Override
  Column convert(Column arg, Rows rows) {
    input.reset(arg);
    if (type == Simple.INTEGER || type == Simple.BIGINT) {
      Column quick = integers(arg, rows);
      if (quick != null) {
        return quick;
      }
    }
    return general(arg, rows);
  }

  /** The column if all rows are a sign and at most nine digits, else null. */
  private Column integers(Column arg, Rows rows) {
    long[] valid = arg.validity();
    int[] ints = type == Simple.INTEGER ? scratch.ints(rows.length()) : null;
    long[] longs = ints == null ? scratch.longs(rows.length()) : null;
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (!Validity.isValid(valid, row)) {
        continue;
      }
      input.at(row);
      int at = input.offset;
      int end = at + input.length;
      boolean negative = at < end && input.data[at] == '-';
      if (negative) {
        at++;
      }
      if (at == end || end - at > SHORT_DIGITS) {
        return null;
      }
      int value = 0;
      for (; at < end; at++) {
        int digit = input.data[at] - '0';
        if (digit < 0 || digit > 9) {
          return null;
        }
        value = value * 10 + digit;
      }
      if (ints != null) {
        ints[row] = negative ? -value : value;
      } else {
        longs[row] = negative ? -value : value;
      }
    }
    return ints != null ? new IntColumn(type, ints, valid) : new LongColumn(type, longs, valid);
  }

  private Column general(Column arg, Rows rows) {
    if (builder == null) {
      builder = new ColumnBuilder(type, rows.length());
    }
    builder.truncate(0);
    long[] valid = arg.validity();
    int next = 0;
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      while (next < row) {
        builder.appendNull();
        next++;
      }
      next++;
      if (!Validity.isValid(valid, row)) {
        builder.appendNull();
        continue;
      }
      input.at(row);
      append(arg, row);
    }
    while (next++ < rows.length()) {
      builder.appendNull();
    }
    return builder.build();
  }

  private void append(Column arg, int row) {
    int before = builder.rows();
    try {
      SqlText.parse(input.string(), builder, zone);
    } catch (IllegalArgumentException e) {
      builder.truncate(before);
      reason =
          e.getCause() == null && !(e instanceof NumberFormatException) ? e.getMessage() : null;
      if (!safe) {
        throw error(arg, row);
      }
      builder.appendNull();
    }
  }

  @Override
  SheafException error(Column arg, int row) {
    return ValueErrors.badCast(ValueErrors.show(arg, row), type, reason);
  }
}
