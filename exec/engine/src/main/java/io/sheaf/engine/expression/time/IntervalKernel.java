package io.sheaf.engine.expression.time;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Storage;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.expression.kernel.IntegerInput;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.Scratch;
import io.sheaf.engine.expression.kernel.ValueErrors;
import io.sheaf.plan.ScalarFunction;

/** Sums and differences of dates, times, timestamps and intervals. */
final class IntervalKernel implements Kernel {
  private final ScalarFunction function;
  private final DataType first;
  private final DataType type;
  private final Scratch scratch = new Scratch();
  private final IntegerInput left = new IntegerInput();
  private final IntegerInput right = new IntegerInput();

  IntervalKernel(ScalarFunction function, DataType first, DataType type) {
    this.function = function;
    this.first = first;
    this.type = type;
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    int n = rows.length();
    long[] validity = scratch.strict(args, n);
    left.reset(args[0]);
    right.reset(args[1]);
    boolean ints = type.storage() == Storage.INT;
    int[] shortOut = ints ? scratch.ints(n) : null;
    long[] longOut = ints ? null : scratch.longs(n);
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (!Validity.isValid(validity, row)) {
        continue;
      }
      try {
        long value = compute(left.at(row), right.at(row));
        if (ints) {
          shortOut[row] = Math.toIntExact(value);
        } else {
          longOut[row] = value;
        }
      } catch (ArithmeticException e) {
        throw ValueErrors.overflow(type, args[0], isDifference() ? "-" : "+", args[1], row);
      }
    }
    return ints ? new IntColumn(type, shortOut, validity) : new LongColumn(type, longOut, validity);
  }

  private boolean isDifference() {
    return function == ScalarFunction.DAYS_BETWEEN
        || function == ScalarFunction.MICROSECONDS_BETWEEN
        || function == ScalarFunction.MONTHS_BETWEEN;
  }

  private long compute(long a, long b) {
    return switch (function) {
      case ADD_MONTHS -> addMonths(a, b);
      case ADD_MICROSECONDS -> addMicros(a, b);
      case ADD_DAYS -> Math.addExact(a, b);
      case DAYS_BETWEEN, MICROSECONDS_BETWEEN -> Math.subtractExact(micros(a), micros(b));
      default -> monthsBetween(a, b);
    };
  }

  /** Of a date where microseconds are asked for. */
  private long micros(long value) {
    return function == ScalarFunction.MICROSECONDS_BETWEEN && first == Simple.DATE
        ? Math.multiplyExact(value, Civil.DAY_MICROS)
        : value;
  }

  private long addMonths(long value, long months) {
    if (first == Simple.DATE) {
      long days = Civil.addMonths(value, months);
      return type == Simple.DATE ? days : Math.multiplyExact(days, Civil.DAY_MICROS);
    }
    long days = Civil.addMonths(Math.floorDiv(value, Civil.DAY_MICROS), months);
    return Math.addExact(
        Math.multiplyExact(days, Civil.DAY_MICROS), Math.floorMod(value, Civil.DAY_MICROS));
  }

  private long addMicros(long value, long micros) {
    if (first == Simple.DATE) {
      return type == Simple.DATE
          ? Math.addExact(value, Math.floorDiv(micros, Civil.DAY_MICROS))
          : Math.addExact(Math.multiplyExact(value, Civil.DAY_MICROS), micros);
    }
    if (first == Simple.TIME) {
      return Math.floorMod(value + micros % Civil.DAY_MICROS, Civil.DAY_MICROS);
    }
    return Math.addExact(value, micros);
  }

  private long monthsBetween(long later, long earlier) {
    boolean dates = first == Simple.DATE;
    long dayA = dates ? later : Math.floorDiv(later, Civil.DAY_MICROS);
    long dayB = dates ? earlier : Math.floorDiv(earlier, Civil.DAY_MICROS);
    long months =
        (Civil.year(dayA) - Civil.year(dayB)) * 12 + Civil.month(dayA) - Civil.month(dayB);
    long restA = rest(later, dayA, dates);
    long restB = rest(earlier, dayB, dates);
    if (months > 0 && restA < restB) {
      return months - 1;
    }
    return months < 0 && restA > restB ? months + 1 : months;
  }

  /** Microseconds (days for dates) since the month began. */
  private static long rest(long value, long day, boolean dates) {
    return dates
        ? Civil.dayOfMonth(day)
        : Civil.dayOfMonth(day) * Civil.DAY_MICROS + Math.floorMod(value, Civil.DAY_MICROS);
  }
}
