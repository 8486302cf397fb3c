package io.sheaf.parquet.meta;

/** What turns a physical value of a file into the plain value of the column's SQL type. */
public enum Conversion {
  /** The physical value is the value. */
  NONE,
  /** Unsigned 32-bit integers, read as BIGINT, and unsigned 64-bit ones, read as DECIMAL(20, 0). */
  UNSIGNED,
  /** Milliseconds to microseconds. */
  MILLIS,
  /** Nanoseconds to microseconds, refused where that is not exact. */
  NANOS,
  /** Big-endian two's complement bytes to an unscaled decimal. */
  DECIMAL_BYTES,
  /** Twelve bytes: nanoseconds of the day and Julian day. */
  INT96,
  /** Sixteen bytes shown as text with dashes. */
  UUID
}
