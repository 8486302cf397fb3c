package io.sheaf.parquet.write;

import io.sheaf.connector.Bytes;
import io.sheaf.parquet.meta.PlainValues;
import java.math.BigInteger;

/**
 * Smallest and largest value of a page or chunk, in plain form (BigInteger for decimals in bytes);
 * both null if there is none. NaN is no value here.
 */
record Extremes(Object min, Object max) {
  static final Extremes NONE = new Extremes(null, null);

  Extremes and(Extremes other) {
    if (min == null || other.min == null) {
      return min == null ? other : this;
    }
    return new Extremes(
        PlainValues.compare(min, other.min) <= 0 ? min : other.min,
        PlainValues.compare(max, other.max) >= 0 ? max : other.max);
  }

  boolean any() {
    return min != null;
  }

  /** A bound as PLAIN bytes, maybe cut. */
  record Bound(byte[] bytes, boolean exact) {}

  /**
   * The lower bound as a file has it.
   *
   * @param width bytes of a number, 1 for booleans, bytes of a fixed decimal
   */
  Bound lower(int width, boolean text) {
    return min instanceof Bytes b
        ? TextBounds.lower(b.value(), text)
        : new Bound(bytes(min, width, true), true);
  }

  /** The upper bound, or null if a long text has none that is short. */
  Bound upper(int width, boolean text) {
    return max instanceof Bytes b
        ? TextBounds.upper(b.value(), text)
        : new Bound(bytes(max, width, false), true);
  }

  private static byte[] bytes(Object value, int width, boolean lower) {
    return switch (value) {
      case Boolean b -> new byte[] {(byte) (b ? 1 : 0)};
      case Long v -> littleEndian(v, width);
      case Double v -> {
        // Readers compare zeros by sign, so the lower one must be negative and the upper one
        // positive.
        double d = v == 0 ? lower ? -0.0 : 0.0 : v;
        yield width == Float.BYTES
            ? littleEndian(Float.floatToRawIntBits((float) d), width)
            : littleEndian(Double.doubleToRawLongBits(d), width);
      }
      case BigInteger v -> {
        byte[] all = new byte[width];
        byte[] some = v.toByteArray();
        java.util.Arrays.fill(all, (byte) (v.signum() < 0 ? -1 : 0));
        System.arraycopy(some, 0, all, width - some.length, some.length);
        yield all;
      }
      case Object other -> throw new IllegalStateException(other.getClass().getName());
    };
  }

  private static byte[] littleEndian(long value, int width) {
    byte[] bytes = new byte[width];
    for (int i = 0; i < width; i++) {
      bytes[i] = (byte) (value >>> 8 * i);
    }
    return bytes;
  }
}
