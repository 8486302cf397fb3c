package io.sheaf.engine.expression.cast;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Validity;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.columnar.values.SqlText;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.TextOutput;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Values to text, as {@link SqlText} writes them; integers, booleans and decimals without objects.
 */
final class ToText extends CastKernel {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.UTF_8);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.UTF_8);
  private static final int LONGEST = 24;

  private final ZoneId zone;
  private final int most;
  private final TextOutput output;

  ToText(DataType type, boolean safe) {
    this(type, safe, ZoneOffset.UTC);
  }

  /** {@code zone}: in which a timestamp with time zone is written. */
  ToText(DataType type, boolean safe, ZoneId zone) {
    super(type, safe);
    this.zone = zone;
    this.most = limit(type);
    this.output = new TextOutput(type);
  }

  /** The most code points that a text type holds. */
  static int limit(DataType type) {
    return switch (type) {
      case DataType.Varchar v -> v.length();
      case DataType.Char c -> c.length();
      case DataType other -> DataType.Varchar.UNBOUNDED;
    };
  }

  @Override
  Column convert(Column arg, Rows rows) {
    output.start(rows.length());
    long[] valid = arg.validity();
    int before = 0;
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (!Validity.isValid(valid, row)) {
        continue;
      }
      write(arg, row);
      // All texts written here are ASCII.
      int excess = output.size() - before - most;
      if (excess > 0) {
        output.advance(-excess);
      }
      output.end(row);
      before = output.size();
    }
    return output.column(valid);
  }

  private void write(Column arg, int row) {
    switch (arg) {
      case BooleanColumn c when c.values()[row] != 0 -> output.append(TRUE, 0, TRUE.length);
      case BooleanColumn c -> output.append(FALSE, 0, FALSE.length);
      case IntColumn c when c.type().isInteger() -> number(c.values()[row], 0);
      case LongColumn c when c.type() == Simple.BIGINT -> number(c.values()[row], 0);
      case LongColumn c when c.type() instanceof DataType.Decimal d ->
          number(c.values()[row], d.scale());
      case Column c -> output.append(SqlText.of(JavaValues.get(c, row, zone)));
    }
  }

  private void number(long value, int scale) {
    if (value == Long.MIN_VALUE || scale > 18) {
      output.append(java.math.BigDecimal.valueOf(value, scale).toPlainString());
      return;
    }
    byte[] data = output.reserve(LONGEST);
    long rest = Math.abs(value);
    int length = 0;
    int at = output.size() + LONGEST;
    while (rest != 0 || length <= scale) {
      if (length == scale && scale > 0) {
        data[--at] = '.';
      }
      data[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
      length++;
    }
    if (value < 0) {
      data[--at] = '-';
    }
    int written = output.size() + LONGEST - at;
    System.arraycopy(data, at, data, output.size(), written);
    output.advance(written);
  }
}
