package io.sheaf.dataframe.rdd.task;

import java.util.Arrays;

/** Numbers in the natural order of keys, and how they are sorted: digit by digit. */
final class KeyNumbers {
  private static final int DIGIT_BITS = 11;
  private static final int DIGIT_VALUES = 1 << DIGIT_BITS;
  private static final int DIGITS = (Long.SIZE + DIGIT_BITS - 1) / DIGIT_BITS;

  /** Characters of a text that make its number. */
  private static final int PREFIX_CHARACTERS = Long.SIZE / Character.SIZE;

  private KeyNumbers() {}

  /** Whether a key has a number. */
  static boolean has(Object key) {
    return isNumber(key) || key instanceof String;
  }

  /** Whether keys of its class are equal where their numbers are. */
  static boolean isNumber(Object key) {
    return key instanceof Long || key instanceof Integer || key instanceof Double;
  }

  /** The number of a key that has one; comparable with those of its class only. */
  static long of(Object key) {
    return switch (key) {
      case Long v -> v;
      case Integer v -> v;
      case Double v -> number(v);
      case String v -> number(v);
      default -> throw new IllegalArgumentException("no number for " + key.getClass());
    };
  }

  private static long number(double value) {
    long bits = Double.doubleToLongBits(value);
    return bits ^ bits >> Long.SIZE - 1 & Long.MAX_VALUE;
  }

  private static long number(String text) {
    long number = 0;
    for (int i = 0; i < PREFIX_CHARACTERS; i++) {
      number = number << Character.SIZE | (i < text.length() ? text.charAt(i) : 0);
    }
    return number ^ Long.MIN_VALUE;
  }

  /** Which number comes at each place. Leaves the numbers in their order. */
  static int[] places(long[] numbers) {
    int count = numbers.length;
    int[][] counts = counts(numbers);
    long[] from = numbers;
    long[] to = new long[count];
    int[] fromPlaces = new int[count];
    int[] toPlaces = new int[count];
    Arrays.setAll(fromPlaces, i -> i);
    for (int digit = 0; digit < DIGITS; digit++) {
      int[] next = counts[digit];
      if (next[digit(from[0], digit)] == count) {
        continue; // all have the same one
      }
      int sum = 0;
      for (int value = 0; value < DIGIT_VALUES; value++) {
        int those = next[value];
        next[value] = sum;
        sum += those;
      }
      for (int i = 0; i < count; i++) {
        int place = next[digit(from[i], digit)]++;
        to[place] = from[i];
        toPlaces[place] = fromPlaces[i];
      }
      long[] numbersBefore = from;
      from = to;
      to = numbersBefore;
      int[] placesBefore = fromPlaces;
      fromPlaces = toPlaces;
      toPlaces = placesBefore;
    }
    if (from != numbers) {
      System.arraycopy(from, 0, numbers, 0, count);
    }
    return fromPlaces;
  }

  private static int[][] counts(long[] numbers) {
    int[][] counts = new int[DIGITS][DIGIT_VALUES];
    for (long number : numbers) {
      for (int digit = 0; digit < DIGITS; digit++) {
        counts[digit][digit(number, digit)]++;
      }
    }
    return counts;
  }

  /** As if the numbers had no sign, but the smallest one were 0. */
  private static int digit(long number, int digit) {
    return (int) ((number ^ Long.MIN_VALUE) >>> digit * DIGIT_BITS) & DIGIT_VALUES - 1;
  }
}
