package io.sheaf.columnar;

/** BOOLEAN values, one byte a row, 0 or 1. */
public record BooleanColumn(DataType type, byte[] values, long[] validity) implements Column {
  public BooleanColumn(DataType type, byte[] values) {
    this(type, values, null);
  }
}
