package io.sheaf.engine.expression.library;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.engine.expression.kernel.ValueErrors;
import java.math.BigInteger;
import java.util.Locale;

/** Functions of numbers. */
final class Numbers {
  private static final int LARGEST_FACTORIAL = 20;

  private Numbers() {}

  static double asinh(double x) {
    double size = Math.abs(x);
    return Math.copySign(Math.log(size + Math.sqrt(size * size + 1)), x);
  }

  static long gcd(long a, long b) {
    BigInteger divisor = BigInteger.valueOf(a).gcd(BigInteger.valueOf(b));
    return exact(divisor, "gcd(" + a + ", " + b + ")");
  }

  static long lcm(long a, long b) {
    if (a == 0 || b == 0) {
      return 0;
    }
    BigInteger x = BigInteger.valueOf(a);
    BigInteger y = BigInteger.valueOf(b);
    return exact(x.divide(x.gcd(y)).multiply(y).abs(), "lcm(" + a + ", " + b + ")");
  }

  private static long exact(BigInteger value, String calculation) {
    if (value.bitLength() > 63) {
      throw ValueErrors.overflow(Simple.BIGINT, calculation);
    }
    return value.longValue();
  }

  static long factorial(long n) {
    if (n < 0) {
      throw ValueErrors.invalid("there is no factorial of " + n);
    }
    if (n > LARGEST_FACTORIAL) {
      throw ValueErrors.overflow(Simple.BIGINT, "factorial(" + n + ")");
    }
    long product = 1;
    for (long i = 2; i <= n; i++) {
      product *= i;
    }
    return product;
  }

  /** (number, low, high, buckets); the limits may be the other way round. */
  static Object bucket(Object[] args) {
    double x = (Double) args[0];
    double low = (Double) args[1];
    double high = (Double) args[2];
    long buckets = (Long) args[3];
    if (buckets <= 0 || low == high || Double.isNaN(x + low + high)) {
      throw ValueErrors.invalid("width_bucket takes two limits and a positive number of buckets");
    }
    double share = (x - low) / (high - low);
    return share < 0 ? 0L : share >= 1 ? buckets + 1 : (long) (share * buckets) + 1;
  }

  /** (digits, base, target base). */
  static Object convert(Object[] args) {
    long from = (Long) args[1];
    long to = (Long) args[2];
    if (!isBase(from) || !isBase(to)) {
      throw ValueErrors.invalid("bases are from 2 to 36");
    }
    try {
      return new BigInteger((String) args[0], (int) from)
          .toString((int) to)
          .toUpperCase(Locale.ROOT);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean isBase(long base) {
    return base >= Character.MIN_RADIX && base <= Character.MAX_RADIX;
  }
}
