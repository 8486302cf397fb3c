package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.cluster.wire.Message;
import io.sheaf.engine.join.KeySet;
import io.sheaf.engine.schedule.QueryExecution;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is done otherwise than planned, as soon as sizes are known: work is left out, moved and
 * shared out anew, and whoever looks is told. For one thread.
 */
final class StageChanges {
  private final QueryExecution query;
  private final QueryProgress progress;
  private final StageFilters filters;
  private final Attempts attempts;
  private final KeptStages kept;

  StageChanges(
      QueryExecution query,
      QueryProgress progress,
      StageFilters filters,
      Attempts attempts,
      KeptStages kept) {
    this.query = query;
    this.progress = progress;
    this.filters = filters;
    this.attempts = attempts;
    this.kept = kept;
  }

  /** Changes what may be changed by what is there now. */
  void apply() {
    skipEmpty();
    joinInPlace();
    regroup();
  }

  private void skipEmpty() {
    Map<Integer, Integer> tasks = new TreeMap<>();
    for (Key key : progress.skipEmpty()) {
      int number = key.stage();
      List<KeySet> none = Collections.nCopies(filters.told(number).size(), KeySet.NONE);
      filters.tell(number, key.partition(), none);
      kept.skipped(key);
      noteComplete(number);
      tasks.merge(number, 1, Integer::sum);
    }
    tasks.forEach(
        (number, skipped) ->
            changed(
                number,
                "skipped: %d of %d tasks, as nothing comes of their empty inputs"
                    .formatted(skipped, progress.tasks(number))));
  }

  /** Stages whose joins turn out to have little to build do the work of others. */
  private void joinInPlace() {
    for (SmallBuilds.Change change : progress.joinInPlace()) {
      query.metrics().replaced(change.before().plan(), change.after().plan());
      filters.joined(change.before().id(), change.unused());
      changed(change.after().id(), change.words());
    }
  }

  /** What waits for its inputs learns from their sizes how its tasks share them out. */
  private void regroup() {
    progress
        .regroup()
        .forEach(
            (number, regrouping) -> {
              filters.forget(number); // what was told of tasks that are no more
              regrouping.words().forEach(what -> changed(number, what));
            });
  }

  /** Tells whoever looks what was done otherwise than planned. */
  void changed(int number, String what) {
    query.metrics().changed("stage " + number + ": " + what);
    attempts.changed(number, what);
  }

  /** What a task that is done tells of its rows. */
  void noteKeys(Message.TaskDone done) {
    int number = done.task().stage().stage();
    filters.tell(number, done.task().partition(), done.keys());
    noteComplete(number);
  }

  private void noteComplete(int number) {
    if (progress.isComplete(number)) {
      filters.complete(number, progress.tasks(number));
    }
  }
}
