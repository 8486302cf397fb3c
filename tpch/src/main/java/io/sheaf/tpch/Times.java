package io.sheaf.tpch;

import java.util.List;

/** What several times come to. All in seconds, none of the lists empty. */
public final class Times {
  private Times() {}

  public static double median(List<Double> times) {
    List<Double> sorted = times.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** The median of all but the first, which warms up; of the first when there is no other. */
  public static double warmMedian(List<Double> times) {
    return median(times.size() > 1 ? times.subList(1, times.size()) : times);
  }

  public static double geometricMean(List<Double> times) {
    return Math.exp(times.stream().mapToDouble(Math::log).average().orElseThrow());
  }
}
