package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.cluster.wire.Connection;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.pipeline.Failures;
import io.sheaf.engine.schedule.Joining;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The one thread of the driver's side: takes events, knows the workers, and gives free ones what a
 * query can have computed. {@link #close} is for any thread.
 */
final class ClusterLoop implements AutoCloseable {
  private final BlockingQueue<ClusterEvent> events;
  private final DriverSide side;
  private final Address own;
  private final Limits limits;
  private final LongSupplier clock;
  private final Map<Connection, WorkerHandle> workers = new IdentityHashMap<>();
  private final Map<Long, QueryTasks> queries = new LinkedHashMap<>();
  private final Thread thread;
  private volatile int slots;
  private long epochs = DriverSide.EPOCH;
  private long idleSinceNanos;
  private boolean closed;

  /**
   * How long is waited.
   *
   * @param silenceMillis a worker that says nothing for so long is given up
   * @param absenceMillis queries fail when there is no worker for so long
   */
  record Limits(long silenceMillis, long absenceMillis) {
    static final Limits USUAL = new Limits(10_000, 60_000);
  }

  /**
   * @param events where others put what happened
   * @param own where the driver serves its own blocks
   * @param clock nanoseconds since some moment
   */
  ClusterLoop(
      BlockingQueue<ClusterEvent> events,
      DriverSide side,
      Address own,
      Limits limits,
      LongSupplier clock) {
    this.events = events;
    this.side = side;
    this.own = own;
    this.limits = limits;
    this.clock = clock;
    this.idleSinceNanos = clock.getAsLong();
    this.thread = Thread.ofPlatform().daemon().name("sheaf-cluster").start(this::loop);
  }

  private void loop() {
    while (!closed) {
      try {
        handle(events.take());
        List.copyOf(queries.values()).forEach(this::settle);
        assign();
      } catch (InterruptedException e) {
        closed = true;
      } catch (RuntimeException | Error e) {
        failAll(Failures.of(e, "the cluster's loop"));
      }
    }
    failAll(SheafException.user("ENGINE_CLOSED", "the engine was closed while the query ran"));
    workers.keySet().forEach(Connection::close);
  }

  /** What goes wrong with one query ends that one alone. */
  private void settle(QueryTasks query) {
    try {
      query.settle();
    } catch (RuntimeException | Error e) {
      query.fail(Failures.of(e, "the cluster's loop"));
      query.settle();
    }
  }

  private void failAll(SheafException why) {
    for (QueryTasks query : queries.values()) {
      query.fail(why);
      query.settle();
    }
  }

  private void handle(ClusterEvent event) {
    switch (event) {
      case ClusterEvent.StageWanted e ->
          queries
              .computeIfAbsent(e.query().id(), id -> new QueryTasks(e.query(), side, own))
              .want(e.stage(), e.report());
      case ClusterEvent.CancelRequested e ->
          workers.values().forEach(worker -> worker.cancel(e.query()));
      case ClusterEvent.OutputDropped e -> dropOutput(e);
      case ClusterEvent.QueryEnded e -> {
        queries.remove(e.query());
        workers.values().forEach(worker -> worker.drop(e.query()));
      }
      case ClusterEvent.Said e -> said(e.worker(), e.message());
      case ClusterEvent.LineClosed e -> lose(e.worker());
      case ClusterEvent.LocalTaskEnded e -> ended(e.message(), own);
      case ClusterEvent.InputsFetched e -> with(e.query(), query -> query.fetched(e.failure()));
      case ClusterEvent.ResultGiven e -> with(e.query(), query -> query.resultGiven(e.outcome()));
      case ClusterEvent.WorkersFailed e -> {
        if (workers.isEmpty()) {
          failAll(e.why());
        }
      }
      case ClusterEvent.Tick e -> tick();
      case ClusterEvent.Closed e -> closed = true;
    }
  }

  private void with(long query, Consumer<QueryTasks> action) {
    QueryTasks tasks = queries.get(query);
    if (tasks != null) {
      action.accept(tasks);
    }
  }

  private void dropOutput(ClusterEvent.OutputDropped dropped) {
    with(dropped.query(), query -> query.drop(dropped.stage()));
    Message.StageId stage = new Message.StageId(dropped.query(), dropped.stage());
    workers.values().forEach(w -> w.connection().send(new Message.DropShuffle(stage)));
  }

  private void said(Connection connection, Message message) {
    if (message instanceof Message.Register register) {
      join(connection, register);
      return;
    }
    WorkerHandle worker = workers.get(connection);
    if (worker != null) {
      worker.heard(clock.getAsLong());
      ended(message, worker.address());
    }
  }

  private void join(Connection connection, Message.Register register) {
    long epoch = ++epochs;
    Address address = new Address(epoch, register.host(), register.port());
    workers.put(
        connection, new WorkerHandle(address, connection, register.slots(), clock.getAsLong()));
    slots += register.slots();
    connection.send(new Message.Registered(epoch));
  }

  /** How many tasks all workers run at a time. */
  int slots() {
    return slots;
  }

  /** Takes the end of a task; anything else only says that the worker is alive. */
  private void ended(Message message, Address from) {
    switch (message) {
      case Message.TaskDone done -> {
        free(done.task(), from);
        with(done.task().stage().query(), query -> query.done(done, from));
      }
      case Message.TaskFailed failed -> {
        free(failed.task(), from);
        with(failed.task().stage().query(), query -> query.failed(failed, from));
      }
      case Message other -> {}
    }
  }

  private void free(Message.TaskId task, Address from) {
    workers.values().stream()
        .filter(worker -> worker.epoch() == from.epoch())
        .forEach(worker -> worker.ended(task));
  }

  private void lose(Connection connection) {
    WorkerHandle worker = workers.remove(connection);
    if (worker != null) {
      connection.close();
      slots -= worker.slots();
      idleSinceNanos = clock.getAsLong();
      side.lost(worker.epoch());
      queries.values().forEach(query -> query.lost(worker.epoch()));
      workers
          .values()
          .forEach(other -> other.connection().send(new Message.PeerLost(worker.epoch())));
    }
  }

  private void tick() {
    long now = clock.getAsLong();
    for (WorkerHandle worker : List.copyOf(workers.values())) {
      worker.connection().send(new Message.Heartbeat(worker.epoch()));
      if (now - worker.heardNanos() > TimeUnit.MILLISECONDS.toNanos(limits.silenceMillis())) {
        lose(worker.connection());
      }
    }
    boolean absent = now - idleSinceNanos > TimeUnit.MILLISECONDS.toNanos(limits.absenceMillis());
    if (workers.isEmpty()
        && absent
        && queries.values().stream().anyMatch(QueryTasks::needsWorkers)) {
      failAll(
          SheafException.resource(
              "NO_WORKERS", "there was no worker for " + limits.absenceMillis() / 1000 + " s"));
    }
  }

  /** Gives free slots what can be computed, a task of each query in turn. */
  private void assign() {
    boolean more = true;
    while (more) {
      more = false;
      for (QueryTasks query : List.copyOf(queries.values())) {
        more |= assignOne(query);
      }
    }
  }

  private boolean assignOne(QueryTasks query) {
    for (Key key : query.runnable()) {
      if (query.isLocal(key)) {
        query.runHere(key);
        return true;
      }
      WorkerHandle worker =
          workers.values().stream()
              .filter(w -> w.freeSlots() > 0)
              .max(Comparator.comparingInt(WorkerHandle::freeSlots))
              .orElse(null);
      if (worker != null) {
        try {
          query.runAt(worker, key);
        } catch (RuntimeException e) {
          query.fail(Failures.of(e, "stage " + key.stage()));
          query.settle();
        }
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    events.add(new ClusterEvent.Closed());
    Joining.join(thread);
  }
}
