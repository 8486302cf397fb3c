package io.sheaf.parquet.meta;

import org.apache.parquet.format.Statistics;

/**
 * What statistics say of some values of a column: every one that is neither NULL nor NaN lies
 * between {@code min} and {@code max}.
 *
 * @param min plain value, or null if unknown; may be lower than the smallest value
 * @param max plain value, or null if unknown; may be higher than the largest value
 * @param nulls number of NULLs, or -1 if unknown
 * @param rows number of values with NULLs
 * @param mayHaveNaN whether there may be NaNs besides
 */
public record Bounds(
    Comparable<?> min, Comparable<?> max, long nulls, long rows, boolean mayHaveNaN) {

  /** The bounds of a column chunk or page; unusable statistics leave them open. */
  public static Bounds of(FileColumn column, Statistics statistics, long rows) {
    boolean nan = PlainValues.hasNaN(column);
    if (statistics == null) {
      return new Bounds(null, null, -1, rows, nan);
    }
    byte[] min = null;
    byte[] max = null;
    if (statistics.isSetMin_value() || statistics.isSetMax_value()) {
      min = statistics.isSetMin_value() ? statistics.getMin_value() : null;
      max = statistics.isSetMax_value() ? statistics.getMax_value() : null;
    } else if (signedOrder(column)) {
      min = statistics.isSetMin() ? statistics.getMin() : null;
      max = statistics.isSetMax() ? statistics.getMax() : null;
    }
    long nulls = statistics.isSetNull_count() ? statistics.getNull_count() : -1;
    return of(column, min, max, nulls, rows);
  }

  /**
   * The bounds of PLAIN bytes.
   *
   * @param min null if unknown
   * @param max null if unknown
   */
  public static Bounds of(FileColumn column, byte[] min, byte[] max, long nulls, long rows) {
    Comparable<?> low = min == null ? null : PlainValues.decode(column, min, false);
    Comparable<?> high = max == null ? null : PlainValues.decode(column, max, true);
    if (low != null && high != null && PlainValues.compare(low, high) > 0) {
      low = null;
      high = null;
    }
    return new Bounds(
        low, high, nulls < 0 || nulls > rows ? -1 : nulls, rows, PlainValues.hasNaN(column));
  }

  public boolean allNull() {
    return nulls == rows;
  }

  /**
   * Old writers compared bytes as signed whatever the type, so their bounds hold for few types
   * only.
   */
  private static boolean signedOrder(FileColumn column) {
    return switch (column.physical()) {
      case BOOLEAN, FLOAT, DOUBLE -> true;
      case INT32, INT64 -> column.conversion() != Conversion.UNSIGNED;
      case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> false;
    };
  }
}
