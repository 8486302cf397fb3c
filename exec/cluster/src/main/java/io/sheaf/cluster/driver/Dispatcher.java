package io.sheaf.cluster.driver;

import io.sheaf.cluster.block.FetchFailure;
import io.sheaf.cluster.log.EventLog;
import io.sheaf.cluster.log.LogEvent;
import io.sheaf.cluster.log.LogEvent.Leaving;
import io.sheaf.cluster.wire.Line;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.cache.RowKeeper;
import io.sheaf.engine.pipeline.Failures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What follows from each event: knows the workers, and gives free ones what a query can have
 * computed. Knows neither threads nor the network. For one thread, but {@link #slots} and {@link
 * #kept} for all.
 */
final class Dispatcher {
  private final DriverWork side;
  private final Address own;
  private final ClusterLoop.Limits limits;
  private final EventLog log;
  private final LongSupplier clock;
  private final Map<Line, WorkerHandle> workers = new LinkedHashMap<>();
  private final Map<Long, QueryTasks> queries = new LinkedHashMap<>();
  private final Exclusions exclusions;
  private final Departures departures;
  private final Assignment assignment;
  private final KeptDirectory kept = new KeptDirectory(this::forget);
  private final KeptCopies copies = new KeptCopies(kept, workers.values());
  private volatile int slots;
  private long epochs = DriverWork.EPOCH;
  private long idleSinceNanos;

  /**
   * @param own where the driver serves its own blocks
   * @param log is told what happens; closed with the last event
   * @param clock nanoseconds since some moment
   */
  Dispatcher(
      DriverWork side, Address own, ClusterLoop.Limits limits, EventLog log, LongSupplier clock) {
    this.side = side;
    this.own = own;
    this.limits = limits;
    this.log = log;
    this.exclusions = new Exclusions(log, clock);
    this.assignment = new Assignment(workers.values(), queries.values(), exclusions, side, clock);
    this.departures = new Departures(workers.values(), queries.values(), side, own, copies);
    this.clock = clock;
    this.idleSinceNanos = clock.getAsLong();
  }

  /** Does all that follows; what goes wrong ends the queries and nothing else. */
  void take(ClusterEvent event) {
    try {
      handle(event);
      tellGone();
      copies.goOn();
      List.copyOf(queries.values()).forEach(this::settle);
      queries.values().forEach(query -> query.takeUseless().forEach(this::cancel));
      assignment.assign();
      departures.goOn();
    } catch (RuntimeException | Error e) {
      failAll(Failures.of(e, "the cluster's loop"));
    }
  }

  /** Ends all queries and hangs up on all workers. */
  void end() {
    failAll(SheafException.user("ENGINE_CLOSED", "the engine was closed while the query ran"));
    workers.keySet().forEach(Line::close);
    log.close();
  }

  /** Rows that are not kept any more are computed again by those who still need them. */
  private void tellGone() {
    List<KeptDirectory.Gone> all;
    while (!(all = kept.takeGone()).isEmpty()) {
      for (KeptDirectory.Gone gone : all) {
        queries.values().forEach(query -> query.gone(gone.task(), gone.epoch()));
      }
    }
  }

  private void cancel(RunningAttempts.Useless attempt) {
    workers.values().stream()
        .filter(worker -> worker.epoch() == attempt.epoch())
        .forEach(worker -> worker.cancel(attempt.task()));
  }

  /** What goes wrong with one query ends that one alone. */
  private void settle(QueryTasks query) {
    try {
      query.settle(copies.isCopying(query.awaitedKept()));
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
              .computeIfAbsent(
                  e.query().id(),
                  id ->
                      new QueryTasks(
                          e.query(), side, own, new Attempts(id, log, clock), kept, limits.sizes()))
              .want(e.stage(), e.report());
      case ClusterEvent.CancelRequested e ->
          workers.values().forEach(worker -> worker.cancel(e.query()));
      case ClusterEvent.Kept e -> kept.keep(e.id(), e.level());
      case ClusterEvent.Forgotten e -> kept.forget(e.id());
      case ClusterEvent.QueryEnded e -> {
        with(e.query(), QueryTasks::end);
        queries.remove(e.query());
        side.drop(e.query());
        departures.ended(e.query());
        workers.values().forEach(worker -> worker.drop(e.query()));
      }
      case ClusterEvent.Said e -> said(e.worker(), e.message());
      case ClusterEvent.LineClosed e -> lose(e.worker(), Leaving.CLOSED);
      case ClusterEvent.LocalTaskEnded e -> ended(e.message(), own);
      case ClusterEvent.InputsFetched e -> fetched(e);
      case ClusterEvent.ResultGiven e -> with(e.query(), query -> query.resultGiven(e.outcome()));
      case ClusterEvent.WorkersFailed e -> {
        if (workers.isEmpty()) {
          failAll(e.why());
        }
      }
      case ClusterEvent.Tick e -> tick();
      case ClusterEvent.Waited e -> {}
      case ClusterEvent.Closed e -> {}
    }
  }

  private void with(long query, Consumer<QueryTasks> action) {
    QueryTasks tasks = queries.get(query);
    if (tasks != null) {
      action.accept(tasks);
    }
  }

  /** Once all is here that the result is made of, nobody needs workers for it any more. */
  private void fetched(ClusterEvent.InputsFetched event) {
    if (event.failure() != null) {
      FetchFailure.source(event.failure())
          .ifPresent(source -> cannotBeRead(source.block().task(), source.address().epoch()));
    }
    with(event.query(), query -> query.fetched(event.failure()));
    if (event.failure() == null) {
      workers.values().forEach(worker -> worker.drop(event.query()));
    }
  }

  private void said(Line line, Message message) {
    if (message instanceof Message.Register register) {
      join(line, register);
      return;
    }
    WorkerHandle worker = workers.get(line);
    if (worker != null) {
      worker.heard(clock.getAsLong());
      if (message instanceof Message.Drain) {
        worker.leave();
        slotsChanged();
        copies.workersChanged();
      }
      ended(message, worker.address());
    }
  }

  private void join(Line line, Message.Register register) {
    if (workers.containsKey(line)) {
      return; // said twice
    }
    long epoch = ++epochs;
    Address address = new Address(epoch, register.host(), register.port(), register.folder());
    workers.put(line, new WorkerHandle(address, line, register, clock.getAsLong()));
    slotsChanged();
    copies.workersChanged();
    log.add(
        new LogEvent.WorkerJoined(
            clock.getAsLong(), epoch, register.host(), register.pid(), register.slots()));
    line.send(new Message.Registered(epoch));
  }

  private void slotsChanged() {
    slots =
        workers.values().stream()
            .filter(worker -> !worker.isLeaving())
            .mapToInt(WorkerHandle::slots)
            .sum();
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
        with(done.task().stage().query(), query -> keep(query.done(done, from), done, from));
        if (from.epoch() == own.epoch()) {
          dropIfOver(done.task().stage().query(), own);
        }
        if (done.isKept()
            && !queries.containsKey(done.task().stage().query())
            && kept.part(done.task()).isEmpty()) {
          kept.release(done.task(), from.epoch());
        }
      }
      case Message.TaskFailed failed -> {
        free(failed.task(), from);
        noteFailure(failed, from.epoch());
        with(failed.task().stage().query(), query -> query.failed(failed, from));
      }
      case Message.Dropped dropped -> kept.gone(dropped.task(), from.epoch());
      case Message.TookOver took when copies.tookOver(took, from) -> {}
      case Message.TookOver took -> {
        if (!departures.tookOver(took, from)) {
          copies.releaseStray(took, from);
        }
        dropIfOver(took.task().stage().query(), from);
      }
      case Message other -> {}
    }
  }

  private void noteFailure(Message.TaskFailed failed, long epoch) {
    TaskFailure failure = TaskFailure.of(failed);
    if (failure instanceof TaskFailure.FetchFailed f) {
      QueryTasks query = queries.get(failed.task().stage().query());
      if (query != null && query.blames(failed.task(), f.source())) {
        exclusions.failed(failure, epoch);
      }
      cannotBeRead(f.source(), f.epoch());
    } else {
      exclusions.failed(failure, epoch);
    }
  }

  /** Nobody is to blame for rows that were kept and had to make room. */
  private void cannotBeRead(Message.TaskId source, long epoch) {
    if (kept.part(source).isPresent()) {
      kept.release(source, epoch);
      kept.gone(source, epoch);
    }
  }

  private void forget(long epoch, List<Message.TaskId> tasks) {
    workers.values().stream()
        .filter(worker -> worker.epoch() == epoch)
        .forEach(worker -> worker.line().send(new Message.Forget(tasks)));
  }

  /** How much of what is kept by this id is there. */
  RowKeeper.Amount kept(long id) {
    return kept.amount(id);
  }

  /** What a task has written need not be written again when its worker dies later. */
  private void keep(boolean names, Message.TaskDone done, Address from) {
    if (names) {
      departures.keep(new Message.TakeOver(done.task(), from, done.sizes()));
    }
  }

  /** Rows that come to a place after their query has ended would stay there. */
  private void dropIfOver(long query, Address place) {
    if (queries.containsKey(query)) {
      return;
    }
    if (place.epoch() == own.epoch()) {
      side.drop(query);
    }
    workers.values().stream()
        .filter(worker -> worker.epoch() == place.epoch())
        .forEach(worker -> worker.drop(query));
  }

  private void free(Message.TaskId task, Address from) {
    workers.values().stream()
        .filter(worker -> worker.epoch() == from.epoch())
        .forEach(worker -> worker.ended(task));
  }

  private void lose(Line line, Leaving why) {
    WorkerHandle worker = workers.remove(line);
    if (worker != null) {
      line.close();
      slotsChanged();
      exclusions.left(worker.epoch());
      idleSinceNanos = clock.getAsLong();
      log.add(
          new LogEvent.WorkerLeft(
              clock.getAsLong(),
              worker.epoch(),
              departures.isDone(worker) ? Leaving.DRAINED : why));
      departures.left(worker.epoch());
      kept.lost(worker.epoch());
      copies.left(worker.epoch());
      side.lost(worker.epoch());
      queries.values().forEach(query -> query.lost(worker.epoch()));
      workers.values().forEach(other -> other.line().send(new Message.PeerLost(worker.epoch())));
    }
  }

  private void tick() {
    long now = clock.getAsLong();
    for (WorkerHandle worker : List.copyOf(workers.values())) {
      worker.line().send(new Message.Heartbeat(worker.epoch()));
      if (now - worker.heardNanos() > TimeUnit.MILLISECONDS.toNanos(limits.silenceMillis())) {
        lose(worker.line(), Leaving.SILENT);
        side.silent(worker.address().host(), worker.pid());
      }
    }
    boolean absent = now - idleSinceNanos > TimeUnit.MILLISECONDS.toNanos(limits.absenceMillis());
    if (workers.isEmpty()
        && absent
        && queries.values().stream().anyMatch(QueryTasks::needsWorkers)) {
      failAll(
          SheafException.resource(
              "NO_WORKERS",
              "there was no worker for "
                  + limits.absenceMillis() / 1000
                  + " s; sheaf worker --driver HOST:"
                  + own.port()
                  + " starts one"));
    }
  }
}
