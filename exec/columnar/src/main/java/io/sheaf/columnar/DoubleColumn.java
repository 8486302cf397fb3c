package io.sheaf.columnar;

/** DOUBLE values. */
public record DoubleColumn(DataType type, double[] values, long[] validity) implements Column {
  public DoubleColumn(DataType type, double[] values) {
    this(type, values, null);
  }
}
