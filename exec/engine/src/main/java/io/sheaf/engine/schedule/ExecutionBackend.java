package io.sheaf.engine.schedule;

import java.util.function.Consumer;

/** Runs stages for the scheduler. Thread-safe. */
public interface ExecutionBackend extends AutoCloseable {
  /**
   * Starts a stage and returns at once. Exactly one {@link SchedulerEvent.StageFinished} or {@link
   * SchedulerEvent.StageFailed} is reported when nothing of the stage runs any more.
   */
  void run(QueryExecution query, int stage, Consumer<SchedulerEvent> report);

  @Override
  void close();
}
