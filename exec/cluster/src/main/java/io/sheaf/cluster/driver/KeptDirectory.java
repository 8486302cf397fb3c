package io.sheaf.cluster.driver;

import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.cache.RowKeeper.Amount;
import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.plan.Partitioning;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where rows lie that outlive their queries: which workers hold which partition of what is kept.
 * What is not here any more is computed again by whoever reads it. For one thread, but {@link
 * #amount} for all.
 */
final class KeptDirectory {
  private final Forgetting forgetting;
  private final Map<Long, Entry> entries = new HashMap<>();
  private final Map<TaskId, Part> parts = new HashMap<>();
  private final Map<Long, Amount> amounts = new ConcurrentHashMap<>();
  private final List<Gone> gone = new ArrayList<>();
  private long changes;

  /** Has a worker free the rows of tasks. */
  interface Forgetting {
    void forget(long epoch, List<TaskId> tasks);
  }

  /**
   * A partition that is kept.
   *
   * @param task the attempt that gave the rows
   * @param places who holds them; at least one
   */
  record Part(
      Partitioning.Kept kept, Schema schema, TaskId task, long bytes, List<Address> places) {
    Part {
      places = List.copyOf(places);
    }

    /** Has a worker get the rows from the first place. */
    Message.Copy copy() {
      Source rows = new Source(new BlockId(task, 0), places.getFirst(), bytes, true);
      return new Message.Copy(rows, kept.name(), schema, StorageLevel.of(kept.level()));
    }

    boolean isAt(long epoch) {
      return places.stream().anyMatch(place -> place.epoch() == epoch);
    }

    Part at(List<Address> others) {
      return new Part(kept, schema, task, bytes, others);
    }
  }

  /** Rows that a worker does not have any more, or will be told to free. */
  record Gone(TaskId task, long epoch) {}

  private static final class Entry {
    private final StorageLevel level;

    /** The attempts whose rows are kept, by partition. */
    private final Map<Integer, TaskId> tasks = new TreeMap<>();

    /** Partitions that have no rows, as what they are made of has none. */
    private final Set<Integer> empty = new TreeSet<>();

    /** How many rows the partitions have that were ever computed. */
    private final Map<Integer, Long> rows = new HashMap<>();

    /** The query that computes it anew as a whole; -1 when none does. */
    private long writer = -1;

    Entry(StorageLevel level) {
      this.level = level;
    }
  }

  KeptDirectory(Forgetting forgetting) {
    this.forgetting = forgetting;
  }

  /** Rows of this id are kept from now on. */
  void keep(long id, StorageLevel level) {
    entries.put(id, new Entry(level));
  }

  /** They are not needed any more. */
  void forget(long id) {
    Entry entry = entries.get(id);
    if (entry != null) {
      drop(entry);
      entries.remove(id);
      amounts.remove(id);
    }
  }

  boolean contains(long id) {
    return entries.containsKey(id);
  }

  StorageLevel level(Part part) {
    return entries.get(part.kept().id()).level;
  }

  /** Changes with everything that is said here. */
  long changes() {
    return changes;
  }

  /** What is kept of an id, by partition. */
  Map<Integer, Part> parts(long id) {
    Map<Integer, Part> found = new TreeMap<>();
    Entry entry = entries.get(id);
    if (entry != null) {
      entry.tasks.forEach((partition, task) -> found.put(partition, parts.get(task)));
    }
    return found;
  }

  /** The partitions of an id that nobody needs to compute, as they have no rows. */
  Set<Integer> empty(long id) {
    return contains(id) ? Set.copyOf(entries.get(id).empty) : Set.of();
  }

  /** A partition has no rows. */
  void addEmpty(long id, int partition) {
    if (contains(id)) {
      entries.get(id).empty.add(partition);
    }
  }

  Collection<Part> all() {
    return List.copyOf(parts.values());
  }

  Optional<Part> part(TaskId task) {
    return Optional.ofNullable(parts.get(task));
  }

  /**
   * A partition was computed and is kept by its worker.
   *
   * @return false when it is not to be kept: then it is the query's to have it forgotten
   */
  boolean add(Part part, long rows) {
    Entry entry = entries.get(part.kept().id());
    if (entry == null) {
      return false;
    }
    int partition = part.task().partition();
    if (entry.tasks.putIfAbsent(partition, part.task()) != null) {
      return false;
    }
    parts.put(part.task(), part);
    noted(part.kept().id(), partition, rows);
    return true;
  }

  /** A partition was computed, whether there was place to keep it or not. */
  void noted(long id, int partition, long rows) {
    Entry entry = entries.get(id);
    if (entry != null) {
      entry.rows.put(partition, rows);
      count(id, entry);
    }
  }

  private void count(long id, Entry entry) {
    long all = entry.rows.values().stream().mapToLong(Long::longValue).sum();
    long kept = entry.tasks.keySet().stream().mapToLong(entry.rows::get).sum();
    amounts.put(id, new Amount(all, kept));
    changes++;
  }

  /**
   * A query has all partitions computed anew, as some are gone that others would not fit. As long
   * as another one does that nothing changes: what this one computes is its own.
   */
  void restart(long id, long query) {
    Entry entry = entries.get(id);
    if (entry != null && (entry.writer < 0 || entry.writer == query)) {
      drop(entry);
      entry.writer = query;
      count(id, entry);
    }
  }

  /** Whether a query computes all of an id anew. */
  boolean isWriter(long id, long query) {
    return contains(id) && entries.get(id).writer == query;
  }

  /** A query is over: what it computed stays, and others may compute it anew. */
  void ended(long query) {
    for (Entry entry : entries.values()) {
      entry.writer = entry.writer == query ? -1 : entry.writer;
    }
  }

  private void drop(Entry entry) {
    Map<Long, List<TaskId>> dropped = new TreeMap<>();
    for (TaskId task : entry.tasks.values()) {
      for (Address place : parts.remove(task).places()) {
        dropped.computeIfAbsent(place.epoch(), epoch -> new ArrayList<>()).add(task);
        gone.add(new Gone(task, place.epoch()));
      }
    }
    entry.tasks.clear();
    entry.empty.clear();
    dropped.forEach(forgetting::forget);
    changes++;
  }

  /** Rows that nobody asked to keep are freed. */
  void release(TaskId task, long epoch) {
    forgetting.forget(epoch, List.of(task));
  }

  /** Another worker has the rows, too. */
  void copied(TaskId task, Address place) {
    Part part = parts.get(task);
    if (part == null) {
      release(task, place.epoch());
    } else if (!part.isAt(place.epoch())) {
      List<Address> places = new ArrayList<>(part.places());
      places.add(place);
      parts.put(task, part.at(places));
      changes++;
    }
  }

  /** A worker does not have the rows any more. */
  void gone(TaskId task, long epoch) {
    Part part = parts.get(task);
    if (part == null || !part.isAt(epoch)) {
      return;
    }
    gone.add(new Gone(task, epoch));
    List<Address> left = part.places().stream().filter(p -> p.epoch() != epoch).toList();
    changes++;
    if (!left.isEmpty()) {
      parts.put(task, part.at(left));
      return;
    }
    parts.remove(task);
    Entry entry = entries.get(part.kept().id());
    entry.tasks.remove(task.partition());
    count(part.kept().id(), entry);
  }

  /** What is gone since this was last asked: queries may still reckon with it. */
  List<Gone> takeGone() {
    List<Gone> taken = List.copyOf(gone);
    gone.clear();
    return taken;
  }

  /** A worker is gone with all that it kept. */
  void lost(long epoch) {
    List.copyOf(parts.keySet()).forEach(task -> gone(task, epoch));
  }

  /** What has been computed of an id. */
  Amount amount(long id) {
    return amounts.getOrDefault(id, Amount.NONE);
  }
}
