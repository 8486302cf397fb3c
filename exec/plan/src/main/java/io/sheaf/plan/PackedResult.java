package io.sheaf.plan;

/** What {@link ScalarFunction#UNPACK} makes of packed rows. */
public enum PackedResult {
  /** The value of the only row. */
  VALUE,
  /** The value of the last row in order. */
  LAST,
  /** All values in order with the parameter between them: text. */
  JOINED,
  /** The value at a fraction of the rows, which is the parameter. */
  QUANTILE,
  /** As QUANTILE of the rows from the greatest to the least. */
  QUANTILE_DESCENDING,
  /** As QUANTILE, between the two nearest: DOUBLE. */
  QUANTILE_BETWEEN,
  /** The value that is most frequent, of several the least. */
  MODE,
  /** The entropy of how frequent the values are, in bits: DOUBLE. */
  ENTROPY,
  /** The median of the distances from the median: DOUBLE. */
  MEDIAN_DISTANCE,
  /** How DOUBLEs lean and how heavy their tails are, of a sample and of all: DOUBLE or NULL. */
  SKEWNESS,
  KURTOSIS,
  KURTOSIS_POP,
  /** The product of DOUBLEs. */
  PRODUCT,
  /** The bits that all values have, that one has, and that an odd number of them have: BIGINT. */
  BIT_AND,
  BIT_OR,
  BIT_XOR
}
