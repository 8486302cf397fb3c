package io.sheaf.columnar;

/** REAL values. */
public record FloatColumn(DataType type, float[] values, long[] validity) implements Column {
  public FloatColumn(DataType type, float[] values) {
    this(type, values, null);
  }
}
