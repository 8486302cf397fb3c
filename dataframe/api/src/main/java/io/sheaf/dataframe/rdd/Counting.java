package io.sheaf.dataframe.rdd;

import java.util.HashSet;
import java.util.Set;

/** Counts for an action what its tasks have added to accumulators. For one thread. */
class Counting {
  private final Set<String> tasks = new HashSet<>();

  /** Counts a task unless it has counted. */
  void count(AddedValues added) {
    if (tasks.add(added.task())) {
      Accumulator.count(added);
    }
  }
}
