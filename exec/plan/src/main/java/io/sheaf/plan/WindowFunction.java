package io.sheaf.plan;

/** The closed set of functions over windows. All aggregates skip NULLs. */
public enum WindowFunction {
  /** BIGINT, from 1 on within the partition. */
  ROW_NUMBER,
  /** BIGINT: one more than the rows before the row's peers. */
  RANK,
  /** BIGINT: one more than the different keys before the row's. */
  DENSE_RANK,
  /** DOUBLE: (RANK - 1) / (rows - 1), 0 in a partition of one row. */
  PERCENT_RANK,
  /** DOUBLE: the share of rows that are not after the row's peers. */
  CUME_DIST,
  /** One argument, into how many parts the partition is cut; they differ by one row at most. */
  NTILE,
  /** Value; how many rows before (1 without); what is given where there is no such row. */
  LAG,
  /** As LAG, rows after. */
  LEAD,
  /** Value in the first row of the frame. */
  FIRST_VALUE,
  /** Value in the last row of the frame. */
  LAST_VALUE,
  /** Value; in which row of the frame, from 1 on. */
  NTH_VALUE,
  /** Rows of the frame. */
  COUNT_ALL,
  /** Rows of the frame where the argument is not NULL. */
  COUNT,
  /** Typed as the aggregate function is; NULL for no value. */
  SUM,
  MIN,
  MAX;

  /** How many arguments there may be. */
  boolean takes(int arguments) {
    return switch (this) {
      case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, COUNT_ALL -> arguments == 0;
      case NTILE, FIRST_VALUE, LAST_VALUE, COUNT, SUM, MIN, MAX -> arguments == 1;
      case NTH_VALUE -> arguments == 2;
      case LAG, LEAD -> arguments >= 1 && arguments <= 3;
    };
  }

  /** Whether it reads the rows of a frame, and not where the row is in its partition. */
  public boolean hasFrame() {
    return switch (this) {
      case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE, LAG, LEAD -> false;
      case FIRST_VALUE, LAST_VALUE, NTH_VALUE, COUNT_ALL, COUNT, SUM, MIN, MAX -> true;
    };
  }
}
