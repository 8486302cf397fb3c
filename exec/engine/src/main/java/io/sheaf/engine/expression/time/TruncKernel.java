package io.sheaf.engine.expression.time;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Validity;
import io.sheaf.columnar.values.Nearest;
import io.sheaf.engine.expression.kernel.IntegerInput;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.Scratch;
import io.sheaf.engine.expression.kernel.TextInput;
import io.sheaf.engine.expression.kernel.ValueErrors;
import java.util.Arrays;
import java.util.Locale;

/** DATE_TRUNC(unit, date or timestamp). */
final class TruncKernel implements Kernel {
  private enum Unit {
    MICROSECOND(1),
    MILLISECOND(1000),
    SECOND(1_000_000),
    MINUTE(60_000_000),
    HOUR(3_600_000_000L),
    DAY(Civil.DAY_MICROS),
    WEEK(0),
    MONTH(0),
    QUARTER(0),
    YEAR(0),
    DECADE(0),
    CENTURY(0),
    MILLENNIUM(0);

    final long micros;

    Unit(long micros) {
      this.micros = micros;
    }
  }

  private final DataType type;
  private final Scratch scratch = new Scratch();
  private final TextInput units = new TextInput();
  private final IntegerInput input = new IntegerInput();
  private byte[] unitText;
  private Unit unit;

  TruncKernel(DataType type) {
    this.type = type;
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    int n = rows.length();
    long[] validity = scratch.strict(args, n);
    units.reset(args[0]);
    input.reset(args[1]);
    boolean isDate = type == Simple.DATE;
    int[] dates = isDate ? scratch.ints(n) : null;
    long[] timestamps = isDate ? null : scratch.longs(n);
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (!Validity.isValid(validity, row)) {
        continue;
      }
      units.at(row);
      prepare();
      long value = input.at(row);
      if (isDate) {
        dates[row] = (int) truncateDays(value);
      } else if (unit.micros != 0) {
        timestamps[row] = value - Math.floorMod(value, unit.micros);
      } else {
        timestamps[row] = truncateDays(Math.floorDiv(value, Civil.DAY_MICROS)) * Civil.DAY_MICROS;
      }
    }
    return isDate
        ? new IntColumn(type, dates, validity)
        : new LongColumn(type, timestamps, validity);
  }

  private void prepare() {
    if (unitText != null
        && Arrays.equals(
            unitText, 0, unitText.length, units.data, units.offset, units.offset + units.length)) {
      return;
    }
    unitText = units.bytes();
    String name = units.string().toUpperCase(Locale.ROOT);
    String singular =
        name.equals("CENTURIES")
            ? "CENTURY"
            : name.equals("MILLENNIA")
                ? "MILLENNIUM"
                : name.endsWith("S") ? name.substring(0, name.length() - 1) : name;
    for (Unit candidate : Unit.values()) {
      if (candidate.name().equals(singular)) {
        unit = candidate;
        return;
      }
    }
    throw ValueErrors.invalid(
        "'"
            + units.string()
            + "' is no unit of time"
            + Nearest.hint(
                units.string(),
                Arrays.stream(Unit.values()).map(u -> u.name().toLowerCase(Locale.ROOT)).toList()));
  }

  private long truncateDays(long days) {
    return switch (unit) {
      case WEEK -> days - Civil.isoDayOfWeek(days) + 1;
      case MONTH -> days - Civil.dayOfMonth(days) + 1;
      case QUARTER -> Civil.days(Civil.year(days), (Civil.month(days) - 1) / 3 * 3 + 1, 1);
      case YEAR -> Civil.days(Civil.year(days), 1, 1);
      case DECADE -> Civil.days(Math.floorDiv(Civil.year(days), 10L) * 10, 1, 1);
      case CENTURY -> Civil.days(Math.floorDiv(Civil.year(days) - 1, 100L) * 100 + 1, 1, 1);
      case MILLENNIUM -> Civil.days(Math.floorDiv(Civil.year(days) - 1, 1000L) * 1000 + 1, 1, 1);
      case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, DAY -> days;
    };
  }
}
