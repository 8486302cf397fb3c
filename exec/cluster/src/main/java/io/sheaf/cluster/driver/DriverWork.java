package io.sheaf.cluster.driver;

import io.sheaf.cluster.block.Peers;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Input;
import io.sheaf.cluster.wire.Message.SentPlan;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.TakeOver;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.stage.Stage;
import io.sheaf.plan.PhysicalPlan;
import java.util.List;
import java.util.Map;

/**
 * What is done in the driver's own JVM. All return at once; the outcome comes as a {@link
 * ClusterEvent}.
 */
interface DriverWork {
  /** The driver's own epoch, as one who serves blocks. */
  long EPOCH = Peers.DRIVER_EPOCH;

  /** Computes a partition of a stage that reads tables of the session. */
  void run(QueryExecution query, Stage stage, TaskId task, List<Input> inputs);

  /**
   * Fetches what the last stage reads.
   *
   * @param inputs by stage, what each partition consists of
   */
  void fetch(QueryExecution query, Map<Integer, List<List<Source>>> inputs);

  /** Runs the last stage over what was fetched. */
  void giveResult(QueryExecution query);

  /** A plan as workers are told of it. */
  SentPlan sent(long query, PhysicalPlan plan);

  /** Copies rows of a worker that leaves: {@link Message.TookOver} tells how that went. */
  void takeOver(TakeOver order);

  /** Nobody needs anything of a query any more that lies here. */
  void drop(long query);

  /**
   * After so long something may be done that cannot be done now; told, once for all who ask, by
   * {@link ClusterEvent.Waited}.
   */
  void wake(long nanos);

  /**
   * Does what may take long, such as asking a store; {@link ClusterEvent.Waited} tells that it is
   * done.
   *
   * @param what throws nothing
   */
  void apart(Runnable what);

  /** Nothing comes from this worker any more. */
  void lost(long epoch);

  /** A worker says nothing any more, and may sleep for ever. */
  void silent(String host, long pid);
}
