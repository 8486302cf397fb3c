package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.LongColumn.Interval;
import io.sheaf.columnar.Validity;

/**
 * {@code + - * / %} on decimals of any scales. A batch whose value intervals prove that 64 bits are
 * enough runs on plain loops over longs and gives a column with its own interval; any other batch
 * is computed in 128 bits by {@link WideDecimals}.
 */
final class DecimalArithmetic implements Kernel {
  /** The operation; its symbol is for messages. */
  enum Operation {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    MODULO("%");

    final String symbol;

    Operation(String symbol) {
      this.symbol = symbol;
    }
  }

  private static final int LONG_DIGITS = 18;

  private final Operation operation;
  private final DataType.Decimal type;
  private final int upLeft;
  private final int upRight;
  private final int lastDigits;
  private final WideDecimals wide;
  private final Scratch scratch = new Scratch();
  private final Operand left = new Operand();
  private final Operand right = new Operand();
  private Interval lastA;
  private Interval lastB;
  private Interval lastResult;
  private LongColumn last;

  DecimalArithmetic(
      Operation operation, DataType.Decimal a, DataType.Decimal b, DataType.Decimal type) {
    this.operation = operation;
    this.type = type;
    this.last = new LongColumn(type, new long[0]);
    int common = Math.max(a.scale(), b.scale());
    switch (operation) {
      case ADD, SUBTRACT, MODULO -> {
        upLeft = common - a.scale();
        upRight = common - b.scale();
        lastDigits = type.scale() - common;
      }
      case MULTIPLY -> {
        upLeft = 0;
        upRight = 0;
        lastDigits = type.scale() - a.scale() - b.scale();
      }
      case DIVIDE -> {
        int digits = type.scale() - a.scale() + b.scale();
        upLeft = Math.max(digits, 0);
        upRight = Math.max(-digits, 0);
        lastDigits = 0;
      }
      case null -> throw new NullPointerException();
    }
    this.wide = new WideDecimals(operation, type, upLeft, upRight, lastDigits);
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    Column a = args[0];
    Column b = args[1];
    long[] validity = scratch.strict(args, rows.length());
    if (!Operand.isLong(a) || !Operand.isLong(b)) {
      return wide.apply(a, b, validity, rows);
    }
    Interval ia = Intervals.known(a);
    Interval ib = Intervals.known(b);
    Interval result = result(ia, ib);
    if (result == null) {
      ia = Intervals.measured(a, rows.length());
      ib = Intervals.measured(b, rows.length());
      result = result(ia, ib);
    }
    if (result == null && (validity != null || rows.selected() != null)) {
      ia = Intervals.exact(a, rows);
      ib = Intervals.exact(b, rows);
      result = result(ia, ib);
    }
    if (result == null) {
      return wide.apply(a, b, validity, rows);
    }
    long[] out = scratch.longs(rows.length());
    switch (operation) {
      case ADD, SUBTRACT -> sum(a, b, out, rows.length());
      case MULTIPLY -> product(a, b, out, rows.length());
      case DIVIDE -> quotient(a, b, validity, out, rows);
      case MODULO -> remainder(a, b, validity, out, rows);
    }
    if (lastDigits > 0) {
      LongLoops.multiply(out, Int128.powerOfTen(lastDigits), out, rows.length());
    } else if (lastDigits < 0) {
      LongLoops.divideHalfUp(out, Int128.powerOfTen(-lastDigits), out, rows.length());
    }
    last = last.with(out, validity, checked(result, a, b, validity, out, rows));
    return last;
  }

  /** As {@link #bounds}; arguments are mostly those of the batch before. */
  private Interval result(Interval a, Interval b) {
    if (!a.equals(lastA) || !b.equals(lastB)) {
      lastA = a;
      lastB = b;
      lastResult = bounds(a, b);
    }
    return lastResult;
  }

  /** Bounds of the result if it and all values on the way are longs, else null. */
  private Interval bounds(Interval a, Interval b) {
    if (Math.max(upLeft, upRight) > LONG_DIGITS || Math.abs(lastDigits) > LONG_DIGITS) {
      return null;
    }
    Interval scaledA = Intervals.rescale(a, upLeft);
    Interval scaledB = Intervals.rescale(b, upRight);
    if (scaledA == null || scaledB == null) {
      return null;
    }
    Interval natural =
        switch (operation) {
          case ADD -> Intervals.add(scaledA, scaledB);
          case SUBTRACT -> {
            Interval negated = Intervals.negate(scaledB);
            yield negated == null ? null : Intervals.add(scaledA, negated);
          }
          case MULTIPLY -> Intervals.multiply(a, b);
          case DIVIDE, MODULO -> Intervals.negate(scaledA) == null ? null : widest(scaledA);
        };
    return natural == null ? null : Intervals.rescale(natural, lastDigits);
  }

  /** Quotients and remainders are no larger than the dividend. */
  private static Interval widest(Interval a) {
    long most = Math.max(Math.abs(a.min()), Math.abs(a.max()));
    return new Interval(-most, most);
  }

  private void sum(Column a, Column b, long[] out, int rows) {
    long fa = Int128.powerOfTen(upLeft);
    long fb = Int128.powerOfTen(upRight);
    boolean minus = operation == Operation.SUBTRACT;
    if (b instanceof ConstantColumn && fa == 1) {
      long constant = Operand.low(b, 0) * fb;
      LongLoops.add(left.longs(a, rows), minus ? -constant : constant, out, rows);
    } else if (a instanceof ConstantColumn && fb == 1) {
      long constant = Operand.low(a, 0) * fa;
      if (minus) {
        LongLoops.subtract(constant, right.longs(b, rows), out, rows);
      } else {
        LongLoops.add(right.longs(b, rows), constant, out, rows);
      }
    } else if (fa != 1 || fb != 1) {
      LongLoops.combine(left.longs(a, rows), fa, right.longs(b, rows), minus ? -fb : fb, out, rows);
    } else if (minus) {
      LongLoops.subtract(left.longs(a, rows), right.longs(b, rows), out, rows);
    } else {
      LongLoops.add(left.longs(a, rows), right.longs(b, rows), out, rows);
    }
  }

  private void product(Column a, Column b, long[] out, int rows) {
    if (b instanceof ConstantColumn) {
      LongLoops.multiply(left.longs(a, rows), Operand.low(b, 0), out, rows);
    } else if (a instanceof ConstantColumn) {
      LongLoops.multiply(right.longs(b, rows), Operand.low(a, 0), out, rows);
    } else {
      LongLoops.multiply(left.longs(a, rows), right.longs(b, rows), out, rows);
    }
  }

  private void quotient(Column a, Column b, long[] validity, long[] out, Rows rows) {
    long[] dividends = left.longs(a, rows.length());
    long[] divisors = right.longs(b, rows.length());
    long fa = Int128.powerOfTen(upLeft);
    long fb = Int128.powerOfTen(upRight);
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      long divisor = divisors[row] * fb;
      if (divisor != 0) {
        out[row] = LongLoops.divideHalfUp(dividends[row] * fa, divisor);
      } else {
        checkZero(a, b, validity, row);
        out[row] = 0;
      }
    }
  }

  private void remainder(Column a, Column b, long[] validity, long[] out, Rows rows) {
    long[] dividends = left.longs(a, rows.length());
    long[] divisors = right.longs(b, rows.length());
    long fa = Int128.powerOfTen(upLeft);
    long fb = Int128.powerOfTen(upRight);
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      long divisor = divisors[row] * fb;
      if (divisor != 0) {
        out[row] = dividends[row] * fa % divisor;
      } else {
        checkZero(a, b, validity, row);
        out[row] = 0;
      }
    }
  }

  private void checkZero(Column a, Column b, long[] validity, int row) {
    if (Validity.isValid(validity, row)) {
      throw ValueErrors.divisionByZero(a, operation.symbol, b, row);
    }
  }

  /** Raises an error if a row has more digits than the type; returns bounds within the type. */
  private Interval checked(
      Interval bounds, Column a, Column b, long[] validity, long[] out, Rows rows) {
    Interval allowed = Intervals.of(type);
    if (Intervals.contains(allowed, bounds)) {
      return bounds;
    }
    if (LongLoops.exceeds(out, allowed.max(), rows.length())) {
      for (int k = 0; k < rows.count(); k++) {
        int row = rows.row(k);
        if (Validity.isValid(validity, row)
            && (out[row] > allowed.max() || out[row] < allowed.min())) {
          throw ValueErrors.overflow(type, a, operation.symbol, b, row);
        }
      }
    }
    return Intervals.intersect(bounds, allowed);
  }
}
