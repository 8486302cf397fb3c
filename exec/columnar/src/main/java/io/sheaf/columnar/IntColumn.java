package io.sheaf.columnar;

/** 32-bit values: TINYINT, SMALLINT, INTEGER, DATE (days), INTERVAL YEAR TO MONTH (months). */
public record IntColumn(DataType type, int[] values, long[] validity) implements Column {
  public IntColumn(DataType type, int[] values) {
    this(type, values, null);
  }

  /** This column if its parts are these, else a new one of the same type. */
  public IntColumn with(int[] otherValues, long[] otherValidity) {
    return values == otherValues && validity == otherValidity
        ? this
        : new IntColumn(type, otherValues, otherValidity);
  }
}
