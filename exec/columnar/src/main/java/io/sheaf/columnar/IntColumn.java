package io.sheaf.columnar;

/** 32-bit values: TINYINT, SMALLINT, INTEGER, DATE (days), INTERVAL YEAR TO MONTH (months). */
public record IntColumn(DataType type, int[] values, long[] validity) implements Column {
  public IntColumn(DataType type, int[] values) {
    this(type, values, null);
  }
}
