package io.sheaf.engine.schedule;

import io.sheaf.columnar.SheafException;

/** Something that happened to a query and that the scheduler must know. */
public sealed interface SchedulerEvent {
  /** The query was handed in, and it is its turn. */
  record Submitted() implements SchedulerEvent {}

  /** A stage ran to its end. */
  record StageFinished(int stage) implements SchedulerEvent {}

  /** A stage stopped because of a failure; nothing of it runs any more. */
  record StageFailed(int stage, SheafException failure) implements SchedulerEvent {}

  /** Someone wants the query to stop. */
  record CancelRequested(SheafException reason) implements SchedulerEvent {}

  /** The query must end by then. */
  record DeadlineSet(long deadlineNanos) implements SchedulerEvent {}

  /** Time passed. */
  record Tick() implements SchedulerEvent {}
}
