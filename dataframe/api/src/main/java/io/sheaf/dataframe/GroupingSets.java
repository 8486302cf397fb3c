package io.sheaf.dataframe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which keys make groups together, by their places. */
final class GroupingSets {
  private static final int MOST_KEYS_OF_CUBE = 10;

  private GroupingSets() {}

  /** All keys, all but the last, and so on to none. */
  static List<List<Integer>> rollup(int keys) {
    return IntStream.rangeClosed(0, keys)
        .mapToObj(left -> IntStream.range(0, keys - left).boxed().toList())
        .toList();
  }

  /** Every choice of keys, from all to none. */
  static List<List<Integer>> cube(int keys) {
    if (keys > MOST_KEYS_OF_CUBE) {
      throw io.sheaf.columnar.SheafException.user(
          "BAD_ARGUMENT", "cube: takes at most " + MOST_KEYS_OF_CUBE + " keys, not " + keys);
    }
    List<List<Integer>> sets = new ArrayList<>();
    for (int left = 0; left < 1 << keys; left++) {
      int out = left;
      sets.add(
          IntStream.range(0, keys)
              .filter(key -> (out >> keys - 1 - key & 1) == 0)
              .boxed()
              .toList());
    }
    return sets;
  }

  /** The places in {@code all} of the keys of each set; keys that are not there are added. */
  static List<List<Integer>> places(List<List<String>> sets, List<String> all) {
    List<List<Integer>> places = new ArrayList<>();
    for (List<String> set : sets) {
      List<Integer> row = new ArrayList<>();
      for (String key : set) {
        if (!all.contains(key)) {
          all.add(key);
        }
        row.add(all.indexOf(key));
      }
      places.add(row);
    }
    return places;
  }
}
