package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.cluster.log.LogEvent.Outcome;
import io.sheaf.cluster.wire.Message.TaskId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The attempts of a query that run now, those that are waited for and others. For one thread. */
final class RunningAttempts {
  private final Map<Key, List<Running>> running = new LinkedHashMap<>();
  private final List<Useless> useless = new ArrayList<>();

  /** An attempt that computes a partition now; one may be a copy of the other. */
  private record Running(TaskId task, long epoch) {}

  /** An attempt that runs though nobody waits for it, and why. */
  record Useless(TaskId task, long epoch, Outcome why) {}

  void start(TaskId task, long epoch) {
    running.computeIfAbsent(Key.of(task), k -> new ArrayList<>()).add(new Running(task, epoch));
  }

  boolean runs(Key key) {
    return running.containsKey(key);
  }

  boolean runsStage(int stage) {
    return running.keySet().stream().anyMatch(key -> key.stage() == stage);
  }

  /** All partitions that are computed now. */
  List<Key> keys() {
    return List.copyOf(running.keySet());
  }

  /** Where a partition is computed now. */
  Set<Long> places(Key key) {
    Set<Long> epochs = new HashSet<>();
    running.getOrDefault(key, List.of()).forEach(attempt -> epochs.add(attempt.epoch()));
    return epochs;
  }

  /** An attempt ended; false when nobody waited for it. */
  boolean ended(TaskId task, long epoch) {
    List<Running> attempts = running.get(Key.of(task));
    if (attempts == null || !attempts.remove(new Running(task, epoch))) {
      return false;
    }
    if (attempts.isEmpty()) {
      running.remove(Key.of(task));
    }
    return true;
  }

  /** Nobody waits any more for the attempts to compute a partition. */
  void stop(Key key, Outcome why) {
    List<Running> attempts = running.remove(key);
    if (attempts != null) {
      attempts.forEach(attempt -> useless.add(new Useless(attempt.task(), attempt.epoch(), why)));
    }
  }

  /** A worker is gone; gives the attempts that ran there. */
  List<TaskId> lost(long epoch) {
    List<TaskId> stopped = new ArrayList<>();
    for (List<Running> attempts : List.copyOf(running.values())) {
      for (Running attempt : List.copyOf(attempts)) {
        if (attempt.epoch() == epoch) {
          ended(attempt.task(), epoch);
          stopped.add(attempt.task());
        }
      }
    }
    return stopped;
  }

  /** Whoever ran them is told otherwise to stop. */
  void forgetAll() {
    running.clear();
  }

  /** What runs though nobody waits for it, told once. */
  List<Useless> takeUseless() {
    List<Useless> taken = List.copyOf(useless);
    useless.clear();
    return taken;
  }
}
