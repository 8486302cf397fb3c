package io.sheaf.cluster.driver;

import io.sheaf.cluster.wire.Line;
import io.sheaf.cluster.wire.Message;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.schedule.SchedulerEvent;
import java.util.function.Consumer;

/** Something that the cluster's loop must know. */
sealed interface ClusterEvent {
  /** The engine wants a stage; all stages that it reads were computed before. */
  record StageWanted(QueryExecution query, int stage, Consumer<SchedulerEvent> report)
      implements ClusterEvent {}

  /** Somebody wants the query to stop; its token says why. */
  record CancelRequested(long query) implements ClusterEvent {}

  /** Rows of this id are kept from now on. */
  record Kept(long id, StorageLevel level) implements ClusterEvent {}

  /** Rows of this id are not needed any more. */
  record Forgotten(long id) implements ClusterEvent {}

  record QueryEnded(long query) implements ClusterEvent {}

  /** A worker said something. */
  record Said(Line worker, Message message) implements ClusterEvent {}

  /** The line to a worker is closed. */
  record LineClosed(Line worker) implements ClusterEvent {}

  /** Work in the driver's own JVM ended: {@link Message.TaskDone} or its like. */
  record LocalTaskEnded(Message message) implements ClusterEvent {}

  /**
   * What the last stage reads has been fetched.
   *
   * @param failure why not, or null
   */
  record InputsFetched(long query, SheafException failure) implements ClusterEvent {}

  /** The last stage has run. */
  record ResultGiven(long query, SchedulerEvent outcome) implements ClusterEvent {}

  /** No worker will come any more. */
  record WorkersFailed(SheafException why) implements ClusterEvent {}

  /** Time passed. */
  record Tick() implements ClusterEvent {}

  /** Time passed that something waited for. */
  record Waited() implements ClusterEvent {}

  record Closed() implements ClusterEvent {}
}
