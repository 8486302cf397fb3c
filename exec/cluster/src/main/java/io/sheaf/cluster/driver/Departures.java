package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.KeptDirectory.Part;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.TaskId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Workers that want to leave: they get no more tasks, what they computed goes to another worker, or
 * to the driver where there is none, and when nobody reads from them any more they may go. For one
 * thread.
 */
final class Departures {
  private final Collection<WorkerHandle> workers;
  private final Collection<QueryTasks> queries;
  private final DriverWork side;
  private final Address own;
  private final KeptCopies copies;

  /** What is on its way, and whom it comes from. */
  private final Map<TaskId, Move> moves = new HashMap<>();

  /** What could not be moved: it is computed again once its worker has left. */
  private final Set<TaskId> stuck = new HashSet<>();

  private final Set<Long> done = new HashSet<>();

  private record Move(long fromEpoch, long toEpoch) {}

  /**
   * @param workers all that are there, at any time
   * @param queries all that run, at any time
   * @param own where the driver serves its own blocks
   * @param copies sees to it that other workers keep what this one keeps
   */
  Departures(
      Collection<WorkerHandle> workers,
      Collection<QueryTasks> queries,
      DriverWork side,
      Address own,
      KeptCopies copies) {
    this.copies = copies;
    this.workers = workers;
    this.queries = queries;
    this.side = side;
    this.own = own;
  }

  /** Does what can be done now for those that want to leave. */
  void goOn() {
    for (WorkerHandle worker : List.copyOf(workers)) {
      if (worker.isLeaving() && worker.isIdle() && !isDone(worker)) {
        boolean empty = !copies.readsFrom(worker.epoch());
        for (QueryTasks query : queries) {
          empty &= !move(query, worker) && !query.readsFrom(worker.epoch());
        }
        if (empty) {
          done.add(worker.epoch());
          worker.line().send(new Message.Drain());
        }
      }
    }
  }

  /** Has the outputs of a query moved; false when there are none that could be. */
  private boolean move(QueryTasks query, WorkerHandle from) {
    boolean any = false;
    for (Map.Entry<TaskId, List<Long>> output : query.outputsAt(from.epoch()).entrySet()) {
      TaskId task = output.getKey();
      if (!stuck.contains(task)) {
        any = true;
        if (!moves.containsKey(task)) {
          start(new Message.TakeOver(task, from.address(), output.getValue()));
        }
      }
    }
    for (Part part : query.keptAt(from.epoch())) {
      if (!stuck.contains(part.task())) {
        any = true;
        if (!moves.containsKey(part.task())) {
          start(part, from.epoch());
        }
      }
    }
    return any;
  }

  private void start(Message.TakeOver order) {
    long from = order.from().epoch();
    target()
        .ifPresentOrElse(
            worker -> {
              moves.put(order.task(), new Move(from, worker.epoch()));
              worker.line().send(order);
            },
            () -> keep(order));
  }

  /** The driver itself keeps nothing beyond a query: without a worker the rows are left. */
  private void start(Part part, long from) {
    target()
        .ifPresentOrElse(
            worker -> {
              moves.put(part.task(), new Move(from, worker.epoch()));
              worker.line().send(part.copy());
            },
            () -> stuck.add(part.task()));
  }

  private Optional<WorkerHandle> target() {
    return workers.stream()
        .filter(worker -> !worker.isLeaving())
        .max(Comparator.comparingInt(WorkerHandle::freeSlots));
  }

  /** Has rows copied to the driver. */
  void keep(Message.TakeOver order) {
    moves.put(order.task(), new Move(order.from().epoch(), own.epoch()));
    side.takeOver(order);
  }

  /**
   * Somebody has, or could not have, the rows of another one.
   *
   * @return false when nobody waits for that
   */
  boolean tookOver(Message.TookOver took, Address to) {
    Move move = moves.get(took.task());
    if (move == null || move.toEpoch() != to.epoch()) {
      return false;
    }
    moves.remove(took.task());
    if (!took.whole()) {
      stuck.add(took.task());
      return true;
    }
    for (QueryTasks query : queries) {
      if (query.id() == took.task().stage().query()) {
        query.moved(took.task(), move.fromEpoch(), to);
      }
    }
    return true;
  }

  /** Whether a worker was told that it may go. */
  boolean isDone(WorkerHandle worker) {
    return done.contains(worker.epoch());
  }

  /** A worker is gone, and with it what was on its way from there and to it. */
  void left(long epoch) {
    moves.values().removeIf(move -> move.fromEpoch() == epoch || move.toEpoch() == epoch);
    done.remove(epoch);
  }

  /** A query is over. */
  void ended(long query) {
    moves.keySet().removeIf(task -> task.stage().query() == query);
    stuck.removeIf(task -> task.stage().query() == query);
  }
}
