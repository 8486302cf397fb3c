package io.sheaf.dataframe.rdd;

import io.sheaf.columnar.SheafException;
import java.util.Arrays;

/** An rdd of numbers, and what is computed of them. */
public final class DoubleRdd extends Rdd<Double> {
  DoubleRdd(Rdds rdds, Lineage origin) {
    super(rdds, origin);
  }

  /** 0 where there are none. */
  public double sum() {
    return aggregate(0.0, Double::sum, Double::sum);
  }

  /** NaN where there are none. */
  public double mean() {
    Statistics statistics = stats();
    return statistics.count() == 0 ? Double.NaN : statistics.mean();
  }

  /** Number, mean, variance, least and greatest, in one pass. */
  public Statistics stats() {
    return aggregate(Statistics.NONE, Statistics::with, Statistics::both);
  }

  /**
   * How many numbers lie between the bounds: from each one, itself included, to the next one, which
   * is only included when it is the last.
   *
   * @param bounds at least two, ascending
   */
  public long[] histogram(double... bounds) {
    double[] edges = bounds.clone();
    for (int i = 1; i < edges.length; i++) {
      if (!(edges[i - 1] < edges[i])) {
        throw SheafException.user("BAD_ARGUMENT", "the bounds of a histogram are ascending");
      }
    }
    if (edges.length < 2) {
      throw SheafException.user("BAD_ARGUMENT", "a histogram has at least two bounds");
    }
    return aggregate(
        new long[edges.length - 1],
        (counts, number) -> {
          int place = bucket(edges, number);
          if (place >= 0) {
            counts[place]++;
          }
          return counts;
        },
        (a, b) -> {
          for (int i = 0; i < a.length; i++) {
            a[i] += b[i];
          }
          return a;
        });
  }

  private static int bucket(double[] edges, double number) {
    int found = Arrays.binarySearch(edges, number);
    int place = found >= 0 ? found : -found - 2;
    int last = edges.length - 1;
    return found == last ? last - 1 : place < last ? place : -1;
  }
}
