package io.sheaf.columnar;

/** The physical kinds of a column: what array its values live in. */
public enum Storage {
  /** {@code byte[]}, 0 or 1: {@link BooleanColumn}. */
  BOOLEAN,
  /** {@code int[]}: {@link IntColumn}. */
  INT,
  /** {@code long[]}: {@link LongColumn}. */
  LONG,
  /** {@code float[]}: {@link FloatColumn}. */
  FLOAT,
  /** {@code double[]}: {@link DoubleColumn}. */
  DOUBLE,
  /** {@code long[]} pairs, low word first: {@link Int128Column}. */
  INT128,
  /** Bytes: {@link TextColumn} (views) or {@link DictionaryColumn} (codes). */
  TEXT
}
