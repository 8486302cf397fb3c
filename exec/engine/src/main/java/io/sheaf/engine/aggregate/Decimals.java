package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.LongColumn;

/** Builds decimal columns in the narrowest storage that holds their values. */
final class Decimals {
  private Decimals() {}

  /**
   * A column of 128-bit values, as 64-bit ones where all fit.
   *
   * @param pairs low and high words; 0 under a NULL
   */
  static Column narrowest(DataType type, long[] pairs, long[] validity, int count) {
    long wide = 0;
    for (int i = 0; i < count; i++) {
      wide |= pairs[2 * i] >> 63 ^ pairs[2 * i + 1];
    }
    if (wide != 0) {
      return new Int128Column(type, pairs, validity);
    }
    long[] lows = new long[count];
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      long low = pairs[2 * i];
      lows[i] = low;
      min = Math.min(min, low);
      max = Math.max(max, low);
    }
    return new LongColumn(type, lows, validity, new LongColumn.Interval(min, max));
  }
}
