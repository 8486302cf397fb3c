package io.sheaf.cluster.log;

import io.sheaf.cluster.log.LogEvent.Attempt;
import io.sheaf.cluster.log.LogEvent.Outcome;
import io.sheaf.cluster.log.LogEvent.OutputLost;
import io.sheaf.cluster.log.LogEvent.TaskEnded;
import io.sheaf.cluster.log.LogEvent.WorkerLeft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a query had computed more than once, and why. Immutable.
 *
 * @param tasks how many were computed at all
 * @param attempts how many attempts there were, without copies
 * @param copies how many attempts were given up because another one of the same task was first
 * @param lost how many attempts and outputs went with workers that left
 * @param unexplained what was computed again though no worker that left made it necessary
 */
public record Redone(int tasks, int attempts, int copies, int lost, List<String> unexplained) {
  public Redone {
    unexplained = List.copyOf(unexplained);
  }

  private record Task(int stage, int partition) {
    static Task of(Attempt attempt) {
      return new Task(attempt.stage(), attempt.partition());
    }
  }

  /**
   * A task is run once, and once more for each of its attempts and outputs that are lost; those are
   * lost that were with workers that left, or that read or fit rows that were.
   *
   * @param events of all queries
   */
  public static Redone of(long query, List<? extends LogEvent> events) {
    Set<Long> left = new HashSet<>();
    for (LogEvent event : events) {
      if (event instanceof WorkerLeft worker) {
        left.add(worker.epoch());
      }
    }
    Map<Task, Integer> runs = new LinkedHashMap<>();
    Map<Task, Integer> losses = new HashMap<>();
    List<String> unexplained = new ArrayList<>();
    int copies = 0;
    for (LogEvent event : events) {
      if (event instanceof OutputLost lost && lost.attempt().query() == query) {
        losses.merge(Task.of(lost.attempt()), 1, Integer::sum);
        if (!explains(lost, left)) {
          unexplained.add(lost.toString());
        }
      } else if (event instanceof TaskEnded task && task.attempt().query() == query) {
        if (task.outcome() == Outcome.SUPERSEDED) {
          copies++;
          continue;
        }
        runs.merge(Task.of(task.attempt()), 1, Integer::sum);
        if (task.outcome() != Outcome.DONE) {
          losses.merge(Task.of(task.attempt()), 1, Integer::sum);
          if (!explains(task, left)) {
            unexplained.add(task.toString());
          }
        }
      }
    }
    runs.forEach(
        (task, count) -> {
          if (count > 1 + losses.getOrDefault(task, 0)) {
            unexplained.add(task + " was run " + count + " times");
          }
        });
    return new Redone(runs.size(), sum(runs), copies, sum(losses), unexplained);
  }

  private static int sum(Map<Task, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static boolean explains(OutputLost lost, Set<Long> left) {
    return switch (lost.why()) {
      case ROLLED_BACK -> !left.isEmpty();
      case MADE_ROOM -> true;
      case WORKER_LEFT, FETCH_FAILED -> left.contains(lost.attempt().epoch());
    };
  }

  private static boolean explains(TaskEnded task, Set<Long> left) {
    return switch (task.outcome()) {
      case DONE, SUPERSEDED -> true;
      case FAILED -> false;
      case WORKER_LOST -> left.contains(task.attempt().epoch());
      case FETCH_FAILED, CANCELLED, REFUSED -> !left.isEmpty();
    };
  }
}
