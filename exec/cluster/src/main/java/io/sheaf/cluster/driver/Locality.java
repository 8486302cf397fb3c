package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.QueryProgress.Key;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Decides with whom a task may run: with a worker that has what it reads, for which it waits a
 * little, and then with any. Knows no clock. For one thread.
 */
final class Locality {
  /** So long a task waits for a slot with a worker that it prefers, while others have some. */
  static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Map<Key, Long> waitingSince = new HashMap<>();

  /**
   * The workers that may be given a task now.
   *
   * @param preferred workers that have what it reads; empty where that does not matter
   * @param present workers that could run it if they had a free slot
   * @param free those of them that have one
   * @return empty when it has to wait
   */
  Set<Long> allowed(
      Key task, Set<Long> preferred, Set<Long> present, Set<Long> free, long nowNanos) {
    Set<Long> best = new HashSet<>(free);
    best.retainAll(preferred);
    if (!best.isEmpty()) {
      return best;
    }
    if (free.isEmpty() || preferred.stream().noneMatch(present::contains)) {
      return free;
    }
    return waits(task, nowNanos) ? Set.of() : free;
  }

  /** Whether a task that could run with somebody had better wait. */
  boolean waits(Key task, long nowNanos) {
    return nowNanos - waitingSince.computeIfAbsent(task, t -> nowNanos) < WAIT_NANOS;
  }

  /** The task runs; should it have to run again, it waits again. */
  void started(Key task) {
    waitingSince.remove(task);
  }
}
