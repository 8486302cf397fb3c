package io.sheaf.columnar;

import java.util.Objects;

/**
 * 64-bit values: BIGINT, times and timestamps (microseconds), INTERVAL DAY TO SECOND
 * (microseconds), and every DECIMAL batch whose unscaled values fit.
 *
 * @param interval bounds that all non-null values are known to obey, or null when nothing is known
 */
public record LongColumn(DataType type, long[] values, long[] validity, Interval interval)
    implements Column {

  /** Inclusive bounds of unscaled values. */
  public record Interval(long min, long max) {}

  /** This column if its parts are these, else a new one of the same type. */
  public LongColumn with(long[] otherValues, long[] otherValidity, Interval otherInterval) {
    return values == otherValues
            && validity == otherValidity
            && Objects.equals(interval, otherInterval)
        ? this
        : new LongColumn(type, otherValues, otherValidity, otherInterval);
  }

  public LongColumn(DataType type, long[] values, long[] validity) {
    this(type, values, validity, null);
  }

  public LongColumn(DataType type, long[] values) {
    this(type, values, null, null);
  }
}
