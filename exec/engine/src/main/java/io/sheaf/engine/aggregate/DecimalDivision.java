package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Int128;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Divides sums by counts to more digits than the sums have, rounding half away from zero. */
final class DecimalDivision {
  private final int moreDigits;
  private final long factor;
  private final long safe;

  /**
   * @param moreDigits scale of the quotient minus scale of the dividend
   */
  DecimalDivision(int moreDigits) {
    this.moreDigits = moreDigits;
    boolean small = moreDigits >= 0 && moreDigits <= 9;
    factor = small ? Int128.powerOfTen(moreDigits) : 1;
    safe = small ? Long.MAX_VALUE / 4 / factor : -1;
  }

  /** Writes the quotient to {@code out[at]} and {@code out[at + 1]}; false when it has no room. */
  boolean divide(long low, long high, long count, long[] out, int at) {
    if (high == low >> 63 && Math.abs(low) <= safe && low != Long.MIN_VALUE && count <= 1L << 60) {
      long dividend = low * factor;
      long quotient = dividend / count;
      long rest = Math.abs(dividend - quotient * count);
      if (2 * rest >= count) {
        quotient += dividend < 0 ? -1 : 1;
      }
      out[at] = quotient;
      out[at + 1] = quotient >> 63;
      return true;
    }
    BigDecimal quotient =
        new BigDecimal(Int128.toBigInteger(low, high))
            .scaleByPowerOfTen(moreDigits)
            .divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_UP);
    return Int128.fromBigInteger(quotient.toBigIntegerExact(), out, at);
  }
}
