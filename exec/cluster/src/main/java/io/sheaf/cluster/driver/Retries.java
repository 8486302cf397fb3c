package io.sheaf.cluster.driver;

import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.SheafException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How often the partitions of a query have failed. For one thread. */
final class Retries {
  /** So often a partition is tried before the query fails. */
  private static final int MOST_FAILURES = 4;

  private final Map<Part, Integer> failures = new HashMap<>();

  /** A partition of a stage, of this query or of one whose rows are kept. */
  private record Part(StageId stage, int partition) {}

  /** Counts a failure; gives what the query fails with, if it is to. */
  Optional<SheafException> after(TaskFailure failure) {
    return switch (failure) {
      case TaskFailure.QueryFailed f -> Optional.of(f.why());
      case TaskFailure.TaskFailed f -> isLast(f.task()) ? Optional.of(f.why()) : Optional.empty();
      case TaskFailure.FetchFailed f ->
          isLast(f.source())
              ? Optional.of(SheafException.external("FETCH_FAILED", f.message(), null))
              : Optional.empty();
      case TaskFailure.WorkerLost f ->
          isLast(f.task()) ? Optional.of(workersLost(f.task())) : Optional.empty();
    };
  }

  private boolean isLast(TaskId task) {
    Part part = new Part(task.stage(), task.partition());
    return failures.merge(part, 1, Integer::sum) >= MOST_FAILURES;
  }

  private static SheafException workersLost(TaskId task) {
    return SheafException.external(
        "WORKER_LOST",
        "the workers that ran partition "
            + task.partition()
            + " of stage "
            + task.stage().stage()
            + " were lost "
            + MOST_FAILURES
            + " times",
        null);
  }
}
