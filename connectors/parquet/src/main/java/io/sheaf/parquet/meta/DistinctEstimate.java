package io.sheaf.parquet.meta;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Estimates how many distinct values a column of a file has, from how many some of its row groups
 * have.
 *
 * <p>If the row groups' value ranges do not overlap, their counts add up. Otherwise each is taken
 * for a random sample of the whole: a sample of r rows of D equally likely values shows about D (1
 * - e^(-r/D)) of them; that is solved for D, and the largest answer is taken.
 */
final class DistinctEstimate {
  private static final double TOLERANCE = 1e-3;

  private DistinctEstimate() {}

  /**
   * What is known of a row group: its bounds and, if not negative, its number of distinct values.
   */
  record Sample(Bounds bounds, long distinct) {
    double values() {
      return Math.max(0, bounds.rows() - Math.max(0, bounds.nulls()));
    }
  }

  /**
   * @param samples row groups that were looked at
   * @param groups how many row groups there are
   * @param values how many values that are not NULL the file has
   * @return NaN if nothing is known
   */
  static double of(List<Sample> samples, int groups, double values) {
    double sum = 0;
    double largest = 0;
    for (Sample sample : samples) {
      if (sample.distinct() < 0) {
        return Double.NaN;
      }
      sum += sample.distinct();
      largest = Math.max(largest, population(sample.distinct(), sample.values()));
    }
    if (samples.isEmpty()) {
      return Double.NaN;
    }
    double distinct = disjoint(samples) ? sum * groups / samples.size() : seen(largest, values);
    return Math.min(values, Math.max(distinct, sum > 0 ? 1 : 0));
  }

  private static double seen(double population, double rows) {
    return population == 0 ? 0 : population * -Math.expm1(-rows / population);
  }

  private static double population(double distinct, double rows) {
    if (distinct >= rows * 0.999) {
      return rows * 1000;
    }
    double low = distinct;
    double high = rows * 1000;
    while (high - low > low * TOLERANCE) {
      double middle = (low + high) / 2;
      if (seen(middle, rows) < distinct) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean disjoint(List<Sample> samples) {
    List<Bounds> bounds = new ArrayList<>();
    for (Sample sample : samples) {
      if (sample.bounds().min() == null || sample.bounds().max() == null) {
        return false;
      }
      bounds.add(sample.bounds());
    }
    bounds.sort(Comparator.comparing(Bounds::min, PlainValues::compare));
    for (int i = 1; i < bounds.size(); i++) {
      if (PlainValues.compare(bounds.get(i - 1).max(), bounds.get(i).min()) >= 0) {
        return false;
      }
    }
    return bounds.size() > 1;
  }
}
