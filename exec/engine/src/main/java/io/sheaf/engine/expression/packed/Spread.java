package io.sheaf.engine.expression.packed;

import java.util.Arrays;

/** How numbers are spread. */
final class Spread {
  private static final double LN_2 = Math.log(2);

  private Spread() {}

  /** The value at a fraction of sorted numbers, between the two nearest. */
  static double between(double[] sorted, double fraction) {
    double place = fraction * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    double low = sorted[below];
    double high = sorted[above];
    return low == high ? low : low + (place - below) * (high - low);
  }

  static double medianDistance(double[] sorted) {
    double median = between(sorted, 0.5);
    double[] distances = Arrays.stream(sorted).map(x -> Math.abs(x - median)).sorted().toArray();
    return between(distances, 0.5);
  }

  static double product(double[] numbers) {
    return Arrays.stream(numbers).reduce(1, (a, b) -> a * b);
  }

  /** In bits. */
  static double entropy(int[] frequencies) {
    double total = Arrays.stream(frequencies).sum();
    double entropy = 0;
    for (int frequency : frequencies) {
      double share = frequency / total;
      entropy -= share * Math.log(share) / LN_2;
    }
    return entropy == 0 ? 0 : entropy;
  }
}
