package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Statistics of the columns of a frame; made by {@link DataFrame#stat}. Immutable. */
public final class FrameStatistics {
  private static final String NUMBER = "number of value";

  private final DataFrame frame;

  FrameStatistics(DataFrame frame) {
    this.frame = frame;
  }

  /**
   * The correlation of two columns of numbers, from -1 to 1, over the rows where both have a value;
   * NaN where one of them never changes.
   */
  public double corr(String first, String second) {
    return number(Functions.corr(frame.col(first), frame.col(second)));
  }

  /** The covariance of two columns as a sample; NaN of less than two rows that have both values. */
  public double cov(String first, String second) {
    return number(Functions.covarSamp(frame.col(first), frame.col(second)));
  }

  private double number(Column statistic) {
    Object value = frame.agg(statistic).collect().getFirst().get(0);
    return value == null ? Double.NaN : (Double) value;
  }

  /**
   * Exact quantiles: for each probability the least value that at least this part of the values
   * does not exceed. NULLs do not count; empty when there is no value.
   *
   * <pre>{@code
   * trips.stat().quantiles("fare", 0.5, 0.99) // median and the 99th percentile
   * }</pre>
   *
   * @param probabilities from 0 to 1
   */
  public List<Object> quantiles(String column, double... probabilities) {
    for (double probability : probabilities) {
      if (!(probability >= 0 && probability <= 1)) {
        throw SheafException.user(
            "BAD_ARGUMENT", "quantiles: " + probability + " is no probability from 0 to 1");
      }
    }
    Column value = frame.col(column);
    DataFrame values = frame.filter(value.isNotNull());
    long count = values.count();
    if (count == 0 || probabilities.length == 0) {
      return List.of();
    }
    List<Long> places = new ArrayList<>();
    for (double probability : probabilities) {
      places.add(Math.max(1, share(probability, count)));
    }
    Column number = Functions.rowNumber().over(Window.all().orderBy(value));
    Map<Long, Object> found = new TreeMap<>();
    values
        .select(value, number.as(NUMBER))
        .filter(Functions.col(NUMBER).isin(places.stream().distinct().toArray()))
        .foreach(row -> found.put((Long) row.get(1), row.get(0)));
    return places.stream().map(found::get).toList();
  }

  /**
   * How often each pair of values is there: a row for each value of the one column, in a column
   * called {@code first_second}, and a column for each value of the other one, which are looked up
   * when this is called.
   */
  public DataFrame crosstab(String first, String second) {
    Column key = frame.col(first).as(first + "_" + second);
    return frame.groupBy(key).pivot(second).agg(Functions.count());
  }

  /**
   * The values of a column that at least this part of the rows has, with how often they are there,
   * in column {@code count}; counted, not estimated.
   *
   * @param support above 0, up to 1
   */
  public DataFrame freqItems(String column, double support) {
    if (!(support > 0 && support <= 1)) {
      throw SheafException.user(
          "BAD_ARGUMENT", "freqItems: " + support + " is no part of the rows, above 0 and up to 1");
    }
    DataFrame all = frame.agg(Functions.count().multiply(BigDecimal.valueOf(support)));
    return frame.groupBy(column).count().filter(Functions.col("count").geq(all.scalar()));
  }

  /** The fewest rows that are so large a part, as its digits say: 0.07 of 100 are 7. */
  private static long share(double part, long rows) {
    return BigDecimal.valueOf(part)
        .multiply(BigDecimal.valueOf(rows))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }
}
