package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Storage;

/** Turns exact sums into columns of a type, or tells that they do not fit it. Stateless. */
public final class ExactResults {
  private ExactResults() {}

  /**
   * A column of sums.
   *
   * @param function as the error message names it
   * @param pairs low and high words; 0 under a NULL
   * @param validity null where no row is NULL
   * @throws SheafException (USER) when a sum does not fit the type
   */
  public static Column column(
      String function, DataType type, long[] pairs, long[] validity, int count) {
    if (type instanceof DataType.Decimal decimal) {
      for (int i = 0; i < count; i++) {
        if (!Int128.fits(pairs[2 * i], pairs[2 * i + 1], decimal.precision())) {
          throw overflow(function, type);
        }
      }
      return Decimals.narrowest(type, pairs, validity, count);
    }
    long[] out = new long[count];
    for (int i = 0; i < count; i++) {
      out[i] = pairs[2 * i];
      if (!Int128.fitsLong(out[i], pairs[2 * i + 1])) {
        throw overflow(function, type);
      }
    }
    return ofLongs(function, type, out, validity);
  }

  /**
   * The same of sums that are all longs.
   *
   * @param values become the column's, if they can
   */
  static Column ofLongs(String function, DataType type, long[] values, long[] validity) {
    if (type instanceof DataType.Decimal decimal) {
      return decimals(function, decimal, values, validity);
    }
    if (type.storage() == Storage.LONG) {
      return new LongColumn(type, values, validity);
    }
    if (type.storage() == Storage.DOUBLE) {
      double[] out = new double[values.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = values[i];
      }
      return new DoubleColumn(type, out, validity);
    }
    int[] out = new int[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (int) values[i];
      if (out[i] != values[i]) {
        throw overflow(function, type);
      }
    }
    return new IntColumn(type, out, validity);
  }

  private static Column decimals(
      String function, DataType.Decimal type, long[] values, long[] validity) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (long value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    if (values.length > 0
        && !(Int128.fits(min, min >> 63, type.precision())
            && Int128.fits(max, max >> 63, type.precision()))) {
      throw overflow(function, type);
    }
    return new LongColumn(type, values, validity, new LongColumn.Interval(min, max));
  }

  static SheafException overflow(String function, DataType type) {
    return SheafException.user(
        "NUMERIC_OVERFLOW",
        function + " does not fit " + type.sql() + "; CAST the values to a wider type or DOUBLE");
  }
}
