package io.sheaf.engine.aggregate;

import io.sheaf.columnar.DataType;

/**
 * Which accumulator is needed over which rows; equal ones are shared between calls.
 *
 * @param argument input column, or -1; of a FINAL step the first state column
 * @param filter input column that must be true, or -1
 * @param set number of the distinct set that lets rows pass, or -1
 * @param type of the argument, or null without one
 */
record AccumulatorSpec(Kind kind, int argument, int filter, int set, DataType type) {
  enum Kind {
    /** How many rows. */
    ROWS,
    /** How many rows have a NULL argument; COUNT(x) is ROWS minus NULLS, which is mostly free. */
    NULLS,
    EXACT_SUM,
    DOUBLE_SUM,
    MIN,
    MAX,
    FIRST,
    MOMENTS,
    /** The bytes of all values, one behind the other. */
    COLLECT
  }
}
