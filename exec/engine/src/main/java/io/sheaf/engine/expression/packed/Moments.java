package io.sheaf.engine.expression.packed;

import java.util.OptionalDouble;

/**
 * The means of the powers of how far numbers are from their mean: around zero, digits of large
 * numbers close to each other would cancel.
 *
 * @param count how many numbers, at least one
 */
record Moments(double count, double second, double third, double fourth) {
  static Moments of(double[] numbers) {
    // Equal numbers are at no distance, and not at that of a rounded mean.
    double first = numbers[0];
    double sum = 0;
    for (double number : numbers) {
      sum += number - first;
    }
    double mean = sum / numbers.length;
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (double number : numbers) {
      double distance = number - first - mean;
      double square = distance * distance;
      second += square;
      third += square * distance;
      fourth += square * square;
    }
    double n = numbers.length;
    return new Moments(n, second / n, third / n, fourth / n);
  }

  /** Of a sample; empty for less than three numbers, or equal ones. */
  OptionalDouble skewness() {
    return count < 3 || second == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Math.sqrt(count * (count - 1)) / (count - 2) * third / Math.pow(second, 1.5));
  }

  /** Of a sample; empty for less than four numbers, or equal ones. */
  OptionalDouble kurtosis() {
    return count < 4 || second == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            (count - 1)
                / ((count - 2) * (count - 3))
                * ((count + 1) * fourth / (second * second) - 3 * (count - 1)));
  }

  /** Empty for one number, or equal ones. */
  OptionalDouble kurtosisOfAll() {
    return count < 2 || second == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(fourth / (second * second) - 3);
  }
}
