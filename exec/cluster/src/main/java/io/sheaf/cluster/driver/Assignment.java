package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.cluster.wire.Message;
import io.sheaf.engine.pipeline.Failures;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Decides which worker computes what: near the rows that it reads, with nobody who keeps failing,
 * and all queries in turn. For one thread.
 */
final class Assignment {
  private final Collection<WorkerHandle> workers;
  private final Collection<QueryTasks> queries;
  private final Exclusions exclusions;
  private final DriverWork side;
  private final LongSupplier clock;
  private final WorkerHosts hosts;

  /**
   * @param workers all that are there, at any time
   * @param queries all that run, at any time
   * @param exclusions who is left out
   * @param clock nanoseconds since some moment
   */
  Assignment(
      Collection<WorkerHandle> workers,
      Collection<QueryTasks> queries,
      Exclusions exclusions,
      DriverWork side,
      LongSupplier clock) {
    this.workers = workers;
    this.queries = queries;
    this.exclusions = exclusions;
    this.side = side;
    this.clock = clock;
    this.hosts = new WorkerHosts(workers);
  }

  /**
   * Gives free slots what can be computed, a task of each query in turn; then copies of slow ones.
   */
  void assign() {
    boolean more = true;
    while (more) {
      more = false;
      for (QueryTasks query : List.copyOf(queries)) {
        more |= assignOne(query);
      }
    }
    for (QueryTasks query : List.copyOf(queries)) {
      for (Key key : hasFreeSlot() ? query.slow() : List.<Key>of()) {
        Set<Long> places = query.places(key);
        worker(query, key, w -> !places.contains(w.epoch()))
            .ifPresent(worker -> run(query, key, worker));
      }
    }
  }

  private boolean hasFreeSlot() {
    return workers.stream().anyMatch(worker -> worker.freeSlots() > 0);
  }

  private boolean assignOne(QueryTasks query) {
    for (Key key : query.runnable()) {
      if (query.isLocal(key)) {
        query.runHere(key);
        return true;
      }
      Optional<WorkerHandle> worker = nearest(query, key);
      if (worker.isPresent()) {
        query.locality().started(key);
        run(query, key, worker.get());
        return true;
      }
    }
    return false;
  }

  /** A worker with a free slot, of those that have what the task reads if there are some. */
  private Optional<WorkerHandle> nearest(QueryTasks query, Key key) {
    if (!hasFreeSlot()) {
      return Optional.empty();
    }
    Optional<Set<Long>> known = query.preferred(key, hosts);
    if (known.isEmpty() && query.locality().waits(key, clock.getAsLong())) {
      side.wake(Locality.WAIT_NANOS);
      return Optional.empty();
    }
    Set<Long> preferred = known.orElse(Set.of());
    List<WorkerHandle> good =
        preferred.isEmpty()
            ? List.of()
            : workers.stream().filter(w -> isGood(w, query, key)).toList();
    if (good.isEmpty()) {
      return worker(query, key, w -> true);
    }
    Set<Long> able = good.stream().map(WorkerHandle::epoch).collect(Collectors.toSet());
    Set<Long> free =
        good.stream()
            .filter(w -> w.freeSlots() > 0)
            .map(WorkerHandle::epoch)
            .collect(Collectors.toSet());
    Set<Long> allowed = query.locality().allowed(key, preferred, able, free, clock.getAsLong());
    if (allowed.isEmpty() && !free.isEmpty()) {
      side.wake(Locality.WAIT_NANOS);
    }
    return worker(query, key, w -> allowed.contains(w.epoch()));
  }

  private boolean isGood(WorkerHandle worker, QueryTasks query, Key key) {
    Message.StageId stage = new Message.StageId(query.id(), key.stage());
    return !worker.isLeaving() && !exclusions.excludes(worker.epoch(), stage, key.partition());
  }

  /** A worker with a free slot, and not one that keeps failing as long as there are others. */
  private Optional<WorkerHandle> worker(
      QueryTasks query, Key key, Predicate<WorkerHandle> condition) {
    if (!hasFreeSlot()) {
      return Optional.empty();
    }
    Predicate<WorkerHandle> good = w -> isGood(w, query, key);
    boolean choice = workers.stream().anyMatch(good);
    return workers.stream()
        .filter(w -> w.freeSlots() > 0 && condition.test(w) && (!choice || good.test(w)))
        .max(Comparator.comparingInt(WorkerHandle::freeSlots));
  }

  private static void run(QueryTasks query, Key key, WorkerHandle worker) {
    try {
      query.runAt(worker, key);
    } catch (RuntimeException e) {
      query.fail(Failures.of(e, "stage " + key.stage()));
      query.settle();
    }
  }
}
