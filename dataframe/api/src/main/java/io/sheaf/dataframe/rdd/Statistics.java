package io.sheaf.dataframe.rdd;

import java.io.Serializable;

/**
 * What is known of numbers.
 *
 * @param squares the sum of the squares of what each is away from the mean
 * @param least NaN or infinite where there are no numbers
 */
public record Statistics(long count, double mean, double squares, double least, double greatest)
    implements Serializable {
  static final Statistics NONE =
      new Statistics(0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  static Statistics with(Statistics before, double number) {
    long count = before.count + 1;
    double away = number - before.mean;
    double mean = before.mean + away / count;
    return new Statistics(
        count,
        mean,
        before.squares + away * (number - mean),
        Math.min(before.least, number),
        Math.max(before.greatest, number));
  }

  static Statistics both(Statistics a, Statistics b) {
    long count = a.count + b.count;
    if (a.count == 0 || b.count == 0) {
      return a.count == 0 ? b : a;
    }
    double away = b.mean - a.mean;
    return new Statistics(
        count,
        a.mean + away * b.count / count,
        a.squares + b.squares + away * away * a.count / count * b.count,
        Math.min(a.least, b.least),
        Math.max(a.greatest, b.greatest));
  }

  public double sum() {
    return mean * count;
  }

  /** Of the numbers as a whole; NaN where there are none. */
  public double variance() {
    return count == 0 ? Double.NaN : squares / count;
  }

  /** Of the numbers as a sample of more; NaN where there are fewer than two. */
  public double sampleVariance() {
    return count < 2 ? Double.NaN : squares / (count - 1);
  }

  public double deviation() {
    return Math.sqrt(variance());
  }
}
