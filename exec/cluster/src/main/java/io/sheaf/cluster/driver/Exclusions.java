package io.sheaf.cluster.driver;

import io.sheaf.cluster.log.EventLog;
import io.sheaf.cluster.log.LogEvent;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.SheafException.Blame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Workers that keep failing are left out for a while: a worker where a task failed is not given
 * that one again, one where two of a stage failed nothing of that stage, and one where many failed
 * nothing at all. For one thread.
 */
final class Exclusions {
  static final int STAGE_FAILURES = 2;
  static final int WORKER_FAILURES = 6;

  /** For so long a failure is held against a worker. */
  static final long MEMORY_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final EventLog log;
  private final LongSupplier clock;
  private final Map<Long, List<Fault>> faults = new HashMap<>();

  private record Fault(TaskId task, long nanos) {}

  /**
   * @param log is told who is left out
   * @param clock nanoseconds since some moment
   */
  Exclusions(EventLog log, LongSupplier clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * An attempt failed.
   *
   * @param epoch where it ran
   */
  void failed(TaskFailure failure, long epoch) {
    switch (failure) {
      case TaskFailure.TaskFailed f -> {
        if (f.why().blame() == Blame.EXTERNAL) {
          blame(epoch, f.task());
        }
      }
      case TaskFailure.FetchFailed f -> blame(f.epoch(), f.source());
      case TaskFailure.WorkerLost f -> {}
      case TaskFailure.QueryFailed f -> {}
    }
  }

  private void blame(long epoch, TaskId task) {
    List<Fault> own = faults.computeIfAbsent(epoch, e -> new ArrayList<>());
    long now = clock.getAsLong();
    own.add(new Fault(task, now));
    // Also those of workers that left before their faults were told.
    faults.values().forEach(all -> all.removeIf(fault -> now - fault.nanos() > MEMORY_NANOS));
    faults.values().removeIf(List::isEmpty);
    if (ofStage(epoch, task.stage()) == STAGE_FAILURES) {
      exclude(epoch, task.stage().query(), task.stage().stage());
    }
    if (own.size() == WORKER_FAILURES) {
      exclude(epoch, -1, -1);
    }
  }

  private void exclude(long epoch, long query, int stage) {
    long now = clock.getAsLong();
    log.add(new LogEvent.WorkerExcluded(now, epoch, query, stage, now + MEMORY_NANOS));
  }

  private long ofStage(long epoch, StageId stage) {
    return recent(epoch).stream().filter(fault -> fault.task().stage().equals(stage)).count();
  }

  private List<Fault> recent(long epoch) {
    long now = clock.getAsLong();
    return faults.getOrDefault(epoch, List.of()).stream()
        .filter(fault -> now - fault.nanos() <= MEMORY_NANOS)
        .toList();
  }

  /** Whether a worker is not given a task as long as another one can do it. */
  boolean excludes(long epoch, StageId stage, int partition) {
    List<Fault> recent = recent(epoch);
    return recent.size() >= WORKER_FAILURES
        || ofStage(epoch, stage) >= STAGE_FAILURES
        || recent.stream()
            .map(Fault::task)
            .anyMatch(task -> task.stage().equals(stage) && task.partition() == partition);
  }

  /** A worker left: another one will have another epoch. */
  void left(long epoch) {
    faults.remove(epoch);
  }
}
