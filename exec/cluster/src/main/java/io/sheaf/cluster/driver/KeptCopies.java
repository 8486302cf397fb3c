package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.KeptDirectory.Part;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.TaskId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Has rows that are kept copied to another worker: as often as their level asks for, and when those
 * who hold them want to leave. For one thread.
 */
final class KeptCopies {
  private final KeptDirectory directory;
  private final Collection<WorkerHandle> workers;

  /** What is on its way, and to whom. */
  private final Map<TaskId, Long> underWay = new HashMap<>();

  /** Who could not take what. */
  private final Map<TaskId, Set<Long>> refused = new HashMap<>();

  /** What the workers and what is kept were when nothing was left to be done. */
  private long settled = -1;

  /**
   * @param workers all that are there, at any time
   */
  KeptCopies(KeptDirectory directory, Collection<WorkerHandle> workers) {
    this.directory = directory;
    this.workers = workers;
  }

  /** Orders what is missing. */
  void goOn() {
    if (settled == directory.changes()) {
      return;
    }
    settled = directory.changes();
    refused.keySet().removeIf(task -> directory.part(task).isEmpty());
    for (Part part : directory.all()) {
      if (!underWay.containsKey(part.task())) {
        long staying = part.places().stream().filter(p -> stays(p.epoch())).count();
        if (staying < directory.level(part).copies()) {
          target(part).ifPresent(worker -> order(part, worker));
        }
      }
    }
  }

  /** Workers came, left or want to leave. */
  void workersChanged() {
    settled = -1;
  }

  private boolean stays(long epoch) {
    return workers.stream().anyMatch(w -> w.epoch() == epoch && !w.isLeaving());
  }

  private Optional<WorkerHandle> target(Part part) {
    Set<Long> cannot = refused.getOrDefault(part.task(), Set.of());
    return workers.stream()
        .filter(w -> !w.isLeaving() && !part.isAt(w.epoch()) && !cannot.contains(w.epoch()))
        .min(Comparator.comparingLong(this::load));
  }

  /** Bytes that a worker keeps, and those that are on their way there. */
  private long load(WorkerHandle worker) {
    return directory.all().stream()
        .filter(
            part ->
                part.isAt(worker.epoch())
                    || underWay.getOrDefault(part.task(), -1L) == worker.epoch())
        .mapToLong(Part::bytes)
        .sum();
  }

  private void order(Part part, WorkerHandle worker) {
    underWay.put(part.task(), worker.epoch());
    worker.line().send(part.copy());
  }

  /**
   * A worker has a copy, or could not have it.
   *
   * @return false when that is no row that is kept
   */
  boolean tookOver(Message.TookOver took, Address place) {
    if (!underWay.remove(took.task(), place.epoch())) {
      return false;
    }
    settled = -1;
    if (took.whole()) {
      directory.copied(took.task(), place);
      directory.part(took.task()).ifPresent(this::leaveForCopy);
    } else {
      refused.computeIfAbsent(took.task(), task -> new HashSet<>()).add(place.epoch());
    }
    return true;
  }

  /** A copy that nobody waited for any more is freed; of what is not kept nothing is lost by it. */
  void releaseStray(Message.TookOver took, Address place) {
    boolean known = directory.part(took.task()).filter(p -> p.isAt(place.epoch())).isPresent();
    if (took.whole() && !known) {
      directory.release(took.task(), place.epoch());
    }
  }

  /** Whoever wants to leave is not asked for it any more. */
  private void leaveForCopy(Part part) {
    for (Address place : part.places()) {
      if (!stays(place.epoch())) {
        directory.gone(part.task(), place.epoch());
      }
    }
  }

  /** Whether copies of what is kept by this id are on their way. */
  boolean isCopying(long id) {
    return underWay.keySet().stream()
        .anyMatch(task -> directory.part(task).filter(p -> p.kept().id() == id).isPresent());
  }

  /** Whether rows that a worker keeps are on their way to another one. */
  boolean readsFrom(long epoch) {
    return underWay.keySet().stream()
        .anyMatch(task -> directory.part(task).filter(p -> p.isAt(epoch)).isPresent());
  }

  /** A worker is gone. */
  void left(long epoch) {
    underWay.values().removeIf(to -> to == epoch);
    refused.values().forEach(epochs -> epochs.remove(epoch));
    settled = -1;
  }
}
