package io.sheaf.columnar;

/** 128-bit two's complement decimals; row i has its low word at 2i and its high word at 2i + 1. */
public record Int128Column(DataType type, long[] values, long[] validity) implements Column {
  public Int128Column(DataType type, long[] values) {
    this(type, values, null);
  }
}
