package io.sheaf.engine.schedule;

import io.sheaf.columnar.SheafException;

/** What is to be done after an event. */
public sealed interface SchedulerAction {
  /** Start this stage; all its inputs are there. */
  record RunStage(int stage) implements SchedulerAction {}

  /** Nobody reads the output of this stage any more. */
  record DropOutput(int stage) implements SchedulerAction {}

  /** Tell whatever runs to stop. */
  record Interrupt(SheafException reason) implements SchedulerAction {}

  /** The query is over: release everything, then tell the client. */
  record End(SheafException failure) implements SchedulerAction {}
}
