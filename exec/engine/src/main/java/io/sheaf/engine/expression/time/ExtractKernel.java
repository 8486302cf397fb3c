package io.sheaf.engine.expression.time;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Storage;
import io.sheaf.engine.expression.kernel.IntegerInput;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.Scratch;
import io.sheaf.plan.ScalarFunction;

/** EXTRACT of a unit from dates, times, timestamps and intervals. */
final class ExtractKernel implements Kernel {
  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long MONTH_SECONDS = 30 * 86_400L;

  /** A year of 365.25 days. */
  private static final long YEAR_SECONDS = 31_557_600;

  private final ScalarFunction unit;
  private final DataType from;
  private final DataType type;
  private final Scratch scratch = new Scratch();
  private final IntegerInput input = new IntegerInput();

  ExtractKernel(ScalarFunction unit, DataType from, DataType type) {
    this.unit = unit;
    this.from = from;
    this.type = type;
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    int n = rows.length();
    long[] out = scratch.longs(n);
    if (unit == ScalarFunction.EXTRACT_YEAR
        && args[0] instanceof IntColumn c
        && from == Simple.DATE) {
      years(c.values(), out, rows);
    } else {
      input.reset(args[0]);
      for (int k = 0; k < rows.count(); k++) {
        int row = rows.row(k);
        out[row] = extract(input.at(row));
      }
    }
    long[] validity = args[0].validity();
    if (type.storage() == Storage.INT) {
      int[] ints = scratch.ints(n);
      for (int i = 0; i < n; i++) {
        ints[i] = (int) out[i];
      }
      return new IntColumn(type, ints, validity);
    }
    return new LongColumn(type, out, validity);
  }

  private static void years(int[] days, long[] out, Rows rows) {
    if (rows.selected() == null) {
      for (int i = 0; i < rows.length(); i++) {
        out[i] = Civil.year(days[i]);
      }
      return;
    }
    int[] selected = rows.selected();
    for (int k = 0; k < rows.count(); k++) {
      out[selected[k]] = Civil.year(days[selected[k]]);
    }
  }

  private long extract(long value) {
    return switch (from) {
      case Simple.DATE -> ofTimestamp(value, 0);
      case Simple.TIME -> ofTimestamp(0, value);
      case Simple.INTERVAL_YEAR_MONTH -> ofMonths(value);
      case Simple.INTERVAL_DAY_TIME -> ofMicros(value);
      default ->
          ofTimestamp(
              Math.floorDiv(value, Civil.DAY_MICROS), Math.floorMod(value, Civil.DAY_MICROS));
    };
  }

  private long ofTimestamp(long days, long micros) {
    return switch (unit) {
      case EXTRACT_YEAR -> Civil.year(days);
      case EXTRACT_QUARTER -> (Civil.month(days) + 2) / 3;
      case EXTRACT_MONTH -> Civil.month(days);
      case EXTRACT_WEEK -> Civil.isoWeek(days);
      case EXTRACT_DAY -> Civil.dayOfMonth(days);
      case EXTRACT_DOW -> Civil.isoDayOfWeek(days) % 7;
      case EXTRACT_ISODOW -> Civil.isoDayOfWeek(days);
      case EXTRACT_DOY -> Civil.dayOfYear(days);
      case EXTRACT_EPOCH -> days * 86_400 + micros / SECOND;
      default -> ofMicros(micros);
    };
  }

  private long ofMonths(long months) {
    return switch (unit) {
      case EXTRACT_YEAR -> months / 12;
      case EXTRACT_QUARTER -> months % 12 / 3 + 1;
      case EXTRACT_MONTH -> months % 12;
      case EXTRACT_EPOCH -> months / 12 * YEAR_SECONDS + months % 12 * MONTH_SECONDS;
      default -> 0;
    };
  }

  /** Of a time of day or an interval. */
  private long ofMicros(long micros) {
    return switch (unit) {
      case EXTRACT_DAY -> micros / Civil.DAY_MICROS;
      case EXTRACT_HOUR -> micros % Civil.DAY_MICROS / HOUR;
      case EXTRACT_MINUTE -> micros % HOUR / MINUTE;
      case EXTRACT_SECOND -> micros % MINUTE / SECOND;
      case EXTRACT_MILLISECOND -> micros % MINUTE / 1000;
      case EXTRACT_MICROSECOND -> micros % MINUTE;
      case EXTRACT_EPOCH -> micros / SECOND;
      default -> 0;
    };
  }
}
