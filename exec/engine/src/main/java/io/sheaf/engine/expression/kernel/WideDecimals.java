package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Validity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The 128-bit path of {@link DecimalArithmetic}, row by row, with overflow beyond the result's
 * digits.
 */
final class WideDecimals {
  private final DecimalArithmetic.Operation operation;
  private final DataType.Decimal type;
  private final int upLeft;
  private final int upRight;
  private final int lastDigits;
  private final Scratch scratch = new Scratch();
  private final Operand left = new Operand();
  private final Operand right = new Operand();
  private final long[] work = new long[4];

  WideDecimals(
      DecimalArithmetic.Operation operation,
      DataType.Decimal type,
      int upLeft,
      int upRight,
      int lastDigits) {
    this.operation = operation;
    this.type = type;
    this.upLeft = upLeft;
    this.upRight = upRight;
    this.lastDigits = lastDigits;
  }

  Column apply(Column a, Column b, long[] validity, Rows rows) {
    long[] as = left.pairs(a, rows.length());
    long[] bs = right.pairs(b, rows.length());
    long[] out = scratch.longs(2 * rows.length());
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (!Validity.isValid(validity, row)) {
        continue;
      }
      if (isDivision() && (bs[2 * row] | bs[2 * row + 1]) == 0) {
        throw ValueErrors.divisionByZero(a, operation.symbol, b, row);
      }
      boolean fits =
          compute(as[2 * row], as[2 * row + 1], bs[2 * row], bs[2 * row + 1], out, 2 * row)
              || computeBig(as, bs, 2 * row, out);
      if (!fits || !Int128.fits(out[2 * row], out[2 * row + 1], type.precision())) {
        throw ValueErrors.overflow(type, a, operation.symbol, b, row);
      }
    }
    return column(type, out, validity, rows);
  }

  /** A decimal column of pairs, narrowed to longs where the type demands it. */
  static Column column(DataType.Decimal type, long[] pairs, long[] validity, Rows rows) {
    if (type.precision() > 18) {
      return new Int128Column(type, pairs, validity);
    }
    for (int i = 0; i < rows.length(); i++) {
      pairs[i] = pairs[2 * i];
    }
    return new LongColumn(type, pairs, validity);
  }

  private boolean isDivision() {
    return operation == DecimalArithmetic.Operation.DIVIDE
        || operation == DecimalArithmetic.Operation.MODULO;
  }

  private boolean compute(long al, long ah, long bl, long bh, long[] out, int at) {
    if (!Int128.rescale(al, ah, upLeft, work, 0) || !Int128.rescale(bl, bh, upRight, work, 2)) {
      return false;
    }
    boolean fits =
        switch (operation) {
          case ADD -> Int128.add(work[0], work[1], work[2], work[3], out, at);
          case SUBTRACT -> Int128.subtract(work[0], work[1], work[2], work[3], out, at);
          case MULTIPLY -> Int128.multiply(work[0], work[1], work[2], work[3], out, at);
          case DIVIDE -> {
            Int128.divideHalfUp(work[0], work[1], work[2], work[3], out, at);
            yield true;
          }
          case MODULO -> {
            Int128.remainder(work[0], work[1], work[2], work[3], out, at);
            yield true;
          }
        };
    return fits && Int128.rescale(out[at], out[at + 1], lastDigits, out, at);
  }

  /** Values on the way may need more than 128 bits although the result does not. */
  private boolean computeBig(long[] as, long[] bs, int at, long[] out) {
    BigInteger a = Int128.toBigInteger(as[at], as[at + 1]).multiply(BigInteger.TEN.pow(upLeft));
    BigInteger b = Int128.toBigInteger(bs[at], bs[at + 1]).multiply(BigInteger.TEN.pow(upRight));
    BigInteger natural =
        switch (operation) {
          case ADD -> a.add(b);
          case SUBTRACT -> a.subtract(b);
          case MULTIPLY -> a.multiply(b);
          case DIVIDE ->
              new BigDecimal(a).divide(new BigDecimal(b), 0, RoundingMode.HALF_UP).toBigInteger();
          case MODULO -> a.remainder(b);
        };
    BigInteger result =
        new BigDecimal(natural)
            .scaleByPowerOfTen(lastDigits)
            .setScale(0, RoundingMode.HALF_UP)
            .toBigInteger();
    return Int128.fromBigInteger(result, out, at);
  }
}
