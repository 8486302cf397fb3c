package io.sheaf.engine.schedule;

import io.sheaf.columnar.SheafException;
import io.sheaf.engine.stage.OperatorMetrics;

/**
 * What an engine tells about its queries, for logs, progress bars and tests. Events come on the
 * scheduler's thread, in order; a listener returns quickly and does not throw.
 */
public sealed interface QueryEvent {
  /** Numbers the queries of an engine, from 1. */
  long query();

  /** When it happened, on the engine's clock. */
  long nanos();

  /**
   * @param stages how many stages the query has
   */
  record Started(long query, long nanos, int stages) implements QueryEvent {}

  record StageStarted(long query, long nanos, int stage) implements QueryEvent {}

  record StageEnded(long query, long nanos, int stage) implements QueryEvent {}

  /**
   * The query is over and holds nothing any more.
   *
   * @param failure why it failed, or null
   * @param metrics what its operators did
   */
  record Ended(long query, long nanos, SheafException failure, OperatorMetrics metrics)
      implements QueryEvent {}
}
