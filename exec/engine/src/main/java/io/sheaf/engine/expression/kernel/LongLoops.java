package io.sheaf.engine.expression.kernel;

/** Plain loops over longs; the compiler vectorises them. Overflow wraps. */
final class LongLoops {
  private LongLoops() {}

  static void add(long[] a, long[] b, long[] out, int rows) {
    for (int i = 0; i < rows; i++) {
      out[i] = a[i] + b[i];
    }
  }

  static void add(long[] a, long b, long[] out, int rows) {
    for (int i = 0; i < rows; i++) {
      out[i] = a[i] + b;
    }
  }

  static void subtract(long[] a, long[] b, long[] out, int rows) {
    for (int i = 0; i < rows; i++) {
      out[i] = a[i] - b[i];
    }
  }

  static void subtract(long a, long[] b, long[] out, int rows) {
    for (int i = 0; i < rows; i++) {
      out[i] = a - b[i];
    }
  }

  static void multiply(long[] a, long[] b, long[] out, int rows) {
    for (int i = 0; i < rows; i++) {
      out[i] = a[i] * b[i];
    }
  }

  static void multiply(long[] a, long b, long[] out, int rows) {
    for (int i = 0; i < rows; i++) {
      out[i] = a[i] * b;
    }
  }

  /** a * fa + b * fb. */
  static void combine(long[] a, long fa, long[] b, long fb, long[] out, int rows) {
    for (int i = 0; i < rows; i++) {
      out[i] = a[i] * fa + b[i] * fb;
    }
  }

  /** Division by a positive number, rounded half away from zero. */
  static void divideHalfUp(long[] a, long b, long[] out, int rows) {
    for (int i = 0; i < rows; i++) {
      out[i] = divideHalfUp(a[i], b);
    }
  }

  static long divideHalfUp(long a, long b) {
    long quotient = a / b;
    long rest = Math.abs(a - quotient * b);
    long size = Math.abs(b);
    long sign = (a ^ b) >> 63 | 1;
    return rest >= size - rest ? quotient + sign : quotient;
  }

  /** Negative when a sum overflowed somewhere. */
  static long sumOverflow(long[] a, long[] b, long[] sums, int rows) {
    long flag = 0;
    for (int i = 0; i < rows; i++) {
      flag |= (a[i] ^ sums[i]) & (b[i] ^ sums[i]);
    }
    return flag;
  }

  /** Negative when a difference overflowed somewhere. */
  static long differenceOverflow(long[] a, long[] b, long[] differences, int rows) {
    long flag = 0;
    for (int i = 0; i < rows; i++) {
      flag |= (a[i] ^ b[i]) & (a[i] ^ differences[i]);
    }
    return flag;
  }

  /** Whether a value lies outside of -most..most. */
  static boolean exceeds(long[] values, long most, int rows) {
    long flag = 0;
    for (int i = 0; i < rows; i++) {
      flag |= most - values[i] | most + values[i];
    }
    return flag < 0;
  }
}
