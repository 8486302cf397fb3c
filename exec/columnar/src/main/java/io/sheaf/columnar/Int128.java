package io.sheaf.columnar;

import java.math.BigInteger;

/**
 * Arithmetic on 128-bit two's complement integers given as (low, high) words, as {@link
 * Int128Column} stores them: the unscaled values of long decimals. Results are written to {@code
 * out[at]} (low) and {@code out[at + 1]} (high), which may be the words of an operand; methods that
 * return a boolean say whether the result fits, and leave arbitrary words where it does not. All
 * static, no state.
 */
public final class Int128 {
  private static final long[] SHORT_POWERS = new long[19];
  private static final long[] POWERS = new long[2 * (DataType.Decimal.MAX_PRECISION + 1)];
  private static final double TWO_64 = 0x1p64;

  static {
    for (int i = 0; i <= DataType.Decimal.MAX_PRECISION; i++) {
      BigInteger power = BigInteger.TEN.pow(i);
      POWERS[2 * i] = power.longValue();
      POWERS[2 * i + 1] = power.shiftRight(64).longValue();
      if (i < SHORT_POWERS.length) {
        SHORT_POWERS[i] = power.longValue();
      }
    }
  }

  private Int128() {}

  /** 10^exponent for 0 to 18. */
  public static long powerOfTen(int exponent) {
    return SHORT_POWERS[exponent];
  }

  public static boolean add(long al, long ah, long bl, long bh, long[] out, int at) {
    long low = al + bl;
    long carry = Long.compareUnsigned(low, al) < 0 ? 1 : 0;
    long high = ah + bh + carry;
    out[at] = low;
    out[at + 1] = high;
    return ((ah ^ high) & (bh ^ high)) >= 0;
  }

  public static boolean subtract(long al, long ah, long bl, long bh, long[] out, int at) {
    long low = al - bl;
    long borrow = Long.compareUnsigned(al, bl) < 0 ? 1 : 0;
    long high = ah - bh - borrow;
    out[at] = low;
    out[at + 1] = high;
    return ((ah ^ bh) & (ah ^ high)) >= 0;
  }

  /** The exact product of two longs, which always fits. */
  public static void multiply(long a, long b, long[] out, int at) {
    out[at] = a * b;
    out[at + 1] = Math.multiplyHigh(a, b);
  }

  /** A product of magnitude 2^127 counts as one that does not fit. */
  public static boolean multiply(long al, long ah, long bl, long bh, long[] out, int at) {
    if (ah == al >> 63 && bh == bl >> 63) {
      multiply(al, bl, out, at);
      return true;
    }
    boolean negative = (ah ^ bh) < 0;
    if (ah < 0) {
      ah = ~ah + (al == 0 ? 1 : 0);
      al = -al;
    }
    if (bh < 0) {
      bh = ~bh + (bl == 0 ? 1 : 0);
      bl = -bl;
    }
    if (ah != 0 && bh != 0) {
      return false;
    }
    long wide = ah != 0 ? ah : bh;
    long narrow = ah != 0 ? bl : al;
    long low = al * bl;
    long carried = Math.unsignedMultiplyHigh(al, bl);
    long high = carried + wide * narrow;
    if (Math.unsignedMultiplyHigh(wide, narrow) != 0
        || Long.compareUnsigned(high, carried) < 0
        || high < 0) {
      return false;
    }
    store(low, high, negative, out, at);
    return true;
  }

  /** The quotient, rounded half away from zero; the divisor must not be zero. */
  public static void divideHalfUp(long al, long ah, long bl, long bh, long[] out, int at) {
    divide(al, ah, bl, bh, true, false, out, at);
  }

  /** The quotient, cut towards zero; the divisor must not be zero. */
  public static void divideTruncated(long al, long ah, long bl, long bh, long[] out, int at) {
    divide(al, ah, bl, bh, false, false, out, at);
  }

  /** The remainder, with the dividend's sign; the divisor must not be zero. */
  public static void remainder(long al, long ah, long bl, long bh, long[] out, int at) {
    divide(al, ah, bl, bh, false, true, out, at);
  }

  private static void divide(
      long al, long ah, long bl, long bh, boolean round, boolean rest, long[] out, int at) {
    boolean negative = rest ? ah < 0 : (ah ^ bh) < 0;
    if (ah < 0) {
      ah = ~ah + (al == 0 ? 1 : 0);
      al = -al;
    }
    if (bh < 0) {
      bh = ~bh + (bl == 0 ? 1 : 0);
      bl = -bl;
    }
    long ql;
    long qh;
    if (bh == 0) {
      if (ah == 0) {
        ql = Long.divideUnsigned(al, bl);
        qh = 0;
      } else {
        qh = Long.divideUnsigned(ah, bl);
        ql = divideWords(ah - qh * bl, al, bl);
      }
    } else {
      qh = 0;
      ql = quotientWord(al, ah, bl, bh);
    }
    long productHigh = Math.unsignedMultiplyHigh(ql, bl) + ql * bh + qh * bl;
    long rl = al - ql * bl;
    long rh = ah - productHigh - (Long.compareUnsigned(al, ql * bl) < 0 ? 1 : 0);
    if (rest) {
      store(rl, rh, negative, out, at);
      return;
    }
    if (round) {
      long gapLow = bl - rl;
      long gapHigh = bh - rh - (Long.compareUnsigned(bl, rl) < 0 ? 1 : 0);
      if (compareUnsigned(rl, rh, gapLow, gapHigh) >= 0 && ++ql == 0) {
        qh++;
      }
    }
    store(ql, qh, negative, out, at);
  }

  /** (high, low) / divisor for high < divisor: two digits of 32 bits by schoolbook division. */
  private static long divideWords(long high, long low, long divisor) {
    int shift = Long.numberOfLeadingZeros(divisor);
    long v = divisor << shift;
    long v1 = v >>> 32;
    long v0 = v & 0xFFFFFFFFL;
    long u32 = shift == 0 ? high : high << shift | low >>> -shift;
    long u10 = low << shift;
    long u1 = u10 >>> 32;
    long u0 = u10 & 0xFFFFFFFFL;
    long q1 = digit(u32, u1, v1, v0);
    long u21 = (u32 << 32 | u1) - q1 * v;
    long q0 = digit(u21, u0, v1, v0);
    return (q1 << 32) + q0;
  }

  private static long digit(long numerator, long next, long v1, long v0) {
    long q = Long.divideUnsigned(numerator, v1);
    long rest = numerator - q * v1;
    while (q >>> 32 != 0 || Long.compareUnsigned(q * v0, rest << 32 | next) > 0) {
      q--;
      rest += v1;
      if (rest >>> 32 != 0) {
        break;
      }
    }
    return q;
  }

  /**
   * The quotient of two magnitudes of which the divisor has a high word, so that it fits one word.
   */
  private static long quotientWord(long al, long ah, long bl, long bh) {
    int shift = Long.numberOfLeadingZeros(bh);
    long v1 = shift == 0 ? bh : bh << shift | bl >>> -shift;
    long q = divideWords(ah >>> 1, ah << 63 | al >>> 1, v1);
    q >>>= 63 - shift;
    if (q != 0) {
      q--;
    }
    long productHigh = Math.unsignedMultiplyHigh(q, bl) + q * bh;
    long rl = al - q * bl;
    long rh = ah - productHigh - (Long.compareUnsigned(al, q * bl) < 0 ? 1 : 0);
    return compareUnsigned(rl, rh, bl, bh) >= 0 ? q + 1 : q;
  }

  private static void store(long low, long high, boolean negative, long[] out, int at) {
    out[at] = negative ? -low : low;
    out[at + 1] = negative ? ~high + (low == 0 ? 1 : 0) : high;
  }

  public static void negate(long low, long high, long[] out, int at) {
    store(low, high, true, out, at);
  }

  public static int compare(long al, long ah, long bl, long bh) {
    return ah != bh ? Long.compare(ah, bh) : Long.compareUnsigned(al, bl);
  }

  private static int compareUnsigned(long al, long ah, long bl, long bh) {
    return ah != bh ? Long.compareUnsigned(ah, bh) : Long.compareUnsigned(al, bl);
  }

  public static int signum(long low, long high) {
    return high < 0 ? -1 : (low | high) == 0 ? 0 : 1;
  }

  public static boolean fitsLong(long low, long high) {
    return high == low >> 63;
  }

  /** Whether a value has at most this many decimal digits (1 to 38). */
  public static boolean fits(long low, long high, int precision) {
    if (high < 0) {
      high = ~high + (low == 0 ? 1 : 0);
      low = -low;
    }
    return compareUnsigned(low, high, POWERS[2 * precision], POWERS[2 * precision + 1]) < 0;
  }

  /** Multiplies by 10^digits, or divides by 10^-digits rounding half away from zero. */
  public static boolean rescale(long low, long high, int digits, long[] out, int at) {
    if (digits == 0) {
      out[at] = low;
      out[at + 1] = high;
      return true;
    }
    if (digits > DataType.Decimal.MAX_PRECISION) {
      out[at] = 0;
      out[at + 1] = 0;
      return (low | high) == 0;
    }
    if (digits > 0) {
      return multiply(low, high, POWERS[2 * digits], POWERS[2 * digits + 1], out, at);
    }
    if (digits < -DataType.Decimal.MAX_PRECISION) {
      out[at] = 0;
      out[at + 1] = 0;
      return true;
    }
    divideHalfUp(low, high, POWERS[-2 * digits], POWERS[-2 * digits + 1], out, at);
    return true;
  }

  public static BigInteger toBigInteger(long low, long high) {
    if (fitsLong(low, high)) {
      return BigInteger.valueOf(low);
    }
    byte[] bytes = new byte[16];
    for (int i = 0; i < 8; i++) {
      bytes[7 - i] = (byte) (high >>> 8 * i);
      bytes[15 - i] = (byte) (low >>> 8 * i);
    }
    return new BigInteger(bytes);
  }

  public static boolean fromBigInteger(BigInteger value, long[] out, int at) {
    out[at] = value.longValue();
    out[at + 1] = value.shiftRight(64).longValue();
    return value.bitLength() <= 127;
  }

  /** The nearest double, or one next to it. */
  public static double toDouble(long low, long high) {
    return fitsLong(low, high)
        ? low
        : high * TWO_64 + (low >= 0 ? (double) low : (double) low + TWO_64);
  }
}
