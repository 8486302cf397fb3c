package io.sheaf.dataframe.rdd.task;

import io.sheaf.dataframe.rdd.lambda.RddComparator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts objects by keys; equal ones stay in their order. Keys in their natural order that are
 * numbers or begin with one, as text does, are sorted by that number, digit by digit.
 */
final class ObjectSort {
  /** So few are sorted as quickly by comparing them. */
  private static final int FEW = 256;

  private ObjectSort() {}

  /**
   * @param objects are not changed
   * @param compared compares the objects by their keys
   * @param order of the keys
   */
  static Object[] sorted(
      List<Object> objects, KeyOf key, RddComparator<?> order, Comparator<Object> compared) {
    Object[] given = objects.toArray();
    long[] numbers =
        given.length > FEW && RddComparator.isNatural(order) ? numbers(given, key) : null;
    if (numbers == null) {
      Arrays.sort(given, compared);
      return given;
    }
    Object[] sorted = new Object[given.length];
    int[] places = KeyNumbers.places(numbers);
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = given[places[i]];
    }
    if (key.of(given[0]) instanceof String) {
      sortAlike(sorted, numbers, compared);
    }
    return sorted;
  }

  /** Numbers in the order of the keys, only texts may share one; null where there are none. */
  private static long[] numbers(Object[] objects, KeyOf key) {
    long[] numbers = new long[objects.length];
    Object first = key.of(objects[0]);
    for (int i = 0; i < numbers.length; i++) {
      Object of = key.of(objects[i]);
      if (of == null || of.getClass() != first.getClass()) {
        return null;
      }
      if (!KeyNumbers.has(of)) {
        return null;
      }
      numbers[i] = KeyNumbers.of(of);
    }
    return numbers;
  }

  /** Sorts those that have the same number. */
  private static void sortAlike(Object[] objects, long[] numbers, Comparator<Object> compared) {
    int start = 0;
    for (int i = 1; i <= numbers.length; i++) {
      if (i == numbers.length || numbers[i] != numbers[start]) {
        if (i - start > 1) {
          Arrays.sort(objects, start, i, compared);
        }
        start = i;
      }
    }
  }
}
