package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.cluster.wire.Message.TaskId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Tells which tasks of a query take much longer than others of their stage, so that a copy of them
 * may be started elsewhere. Knows no clock. For one thread.
 */
final class Stragglers {
  private final Limits limits;
  private final Map<TaskId, Long> began = new LinkedHashMap<>();
  private final Map<Integer, List<Long>> durations = new HashMap<>();

  /**
   * When a task is slow.
   *
   * @param quantile of the tasks of its stage must have ended
   * @param multiplier of the time that half of them took at most must have passed
   * @param leastNanos must have passed in any case
   */
  record Limits(double quantile, double multiplier, long leastNanos) {
    static final Limits USUAL = new Limits(0.75, 3, 1_000_000_000L);
  }

  Stragglers(Limits limits) {
    this.limits = limits;
  }

  void began(TaskId task, long nowNanos) {
    began.put(task, nowNanos);
  }

  /** An attempt gave its rows. */
  void done(TaskId task, long nowNanos) {
    Long start = began.remove(task);
    if (start != null) {
      durations.computeIfAbsent(task.stage().stage(), s -> new ArrayList<>()).add(nowNanos - start);
    }
  }

  /** An attempt gave nothing, or nobody waits for it. */
  void ended(TaskId task) {
    began.remove(task);
  }

  /**
   * The partitions that are slow.
   *
   * @param partitions how many there are, by stage
   */
  List<Key> slow(long nowNanos, IntUnaryOperator partitions) {
    List<Key> slow = new ArrayList<>();
    began.forEach(
        (task, start) -> {
          int stage = task.stage().stage();
          if (nowNanos - start > limitNanos(stage, partitions.applyAsInt(stage))) {
            slow.add(new Key(stage, task.partition()));
          }
        });
    return slow;
  }

  private long limitNanos(int stage, int partitions) {
    List<Long> known = durations.getOrDefault(stage, List.of());
    if (known.isEmpty() || known.size() < limits.quantile() * partitions) {
      return Long.MAX_VALUE;
    }
    List<Long> sorted = new ArrayList<>(known);
    Collections.sort(sorted);
    long median = sorted.get((sorted.size() - 1) / 2);
    return Math.max(limits.leastNanos(), (long) (limits.multiplier() * median));
  }
}
