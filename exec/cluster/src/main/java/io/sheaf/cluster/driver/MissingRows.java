package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.engine.stage.Stage;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a query's result still needs, and what of that can be computed now. For one thread. */
final class MissingRows {
  private final QueryProgress progress;
  private final StageFilters filters;

  /**
   * @param filters knows which stages had better wait for others
   */
  MissingRows(QueryProgress progress, StageFilters filters) {
    this.progress = progress;
    this.filters = filters;
  }

  /**
   * Whether a stage has still to give something for the result. One that has given all, and lost it
   * after its readers were done, has not.
   */
  boolean isNeeded(int stage) {
    return !progress.isComplete(stage) && isMissing(progress.result(), stage);
  }

  private boolean isMissing(Stage reader, int stage) {
    for (int input : reader.inputs()) {
      boolean missing = !progress.isComplete(input);
      if (missing && (input == stage || isMissing(progress.stage(input), stage))) {
        return true;
      }
    }
    return false;
  }

  /** What can be computed now for the result. */
  Set<Key> wanted() {
    Set<Key> found = new LinkedHashSet<>();
    collectInputs(progress.result(), found);
    return found;
  }

  private void collect(int number, Set<Key> found) {
    Set<Integer> awaited = filters.awaited(number);
    if (!progress.hasInputs(number)) {
      collectInputs(progress.stage(number), found);
    } else if (!awaited.isEmpty()) {
      awaited.forEach(other -> collect(other, found));
    } else {
      for (int task = 0; task < progress.tasks(number); task++) {
        Key key = new Key(number, task);
        if (progress.isIdle(key)) {
          found.add(key);
        }
      }
    }
  }

  private void collectInputs(Stage stage, Set<Key> found) {
    // The smaller ones first: where they are empty, the others need not be computed.
    stage.inputs().stream()
        .filter(input -> !progress.isComplete(input))
        .sorted(Comparator.comparingDouble(this::expectedRows))
        .forEach(input -> collect(input, found));
  }

  private double expectedRows(int stage) {
    return progress.stage(stage).plan().estimate().rows();
  }
}
