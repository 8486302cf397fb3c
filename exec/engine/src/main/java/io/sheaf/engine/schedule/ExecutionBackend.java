package io.sheaf.engine.schedule;

import io.sheaf.engine.cache.RowKeeper;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs stages for the scheduler. Thread-safe. */
public interface ExecutionBackend extends AutoCloseable {
  /**
   * Into how many partitions plans are cut for it; 1 when all runs in this JVM, whose threads share
   * a partition.
   */
  int partitions();

  /**
   * Starts a stage and returns at once. Exactly one {@link SchedulerEvent.StageFinished} or {@link
   * SchedulerEvent.StageFailed} is reported when nothing of the stage runs any more.
   */
  void run(QueryExecution query, int stage, Consumer<SchedulerEvent> report);

  /** Nobody reads what the stage gave any more. */
  void drop(QueryExecution query, int stage);

  /**
   * The query is over, and cancelled where something of it still runs. Nothing else is said of it.
   */
  void ended(QueryExecution query);

  /** Keeps rows beyond their query; empty where {@link io.sheaf.engine.cache.CachedRows} do. */
  default Optional<RowKeeper> keeper() {
    return Optional.empty();
  }

  @Override
  void close();
}
