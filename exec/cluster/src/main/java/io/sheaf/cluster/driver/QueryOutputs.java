package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.TaskId;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** What the tasks of a query have given, and where it lies. For one thread. */
final class QueryOutputs {
  /** Where the rows lie of what was not computed, as there are none. */
  private static final Address NOWHERE = new Address(-1, "", 0, "");

  private final Map<Key, Output> all = new HashMap<>();

  /**
   * What an attempt gave, and where it lies.
   *
   * @param sizes bytes by partition
   * @param kept whether it is kept beyond the query
   */
  record Output(TaskId task, Address address, List<Long> sizes, boolean kept) {
    /** What need not be computed, as it has no rows in any of so many partitions. */
    static Output none(TaskId task, int partitions) {
      return new Output(task, NOWHERE, Collections.nCopies(partitions, 0L), false);
    }

    Output at(Address other) {
      return new Output(task, other, sizes, kept);
    }

    boolean isComputed() {
      return address != NOWHERE;
    }

    /** Adds where the rows of a partition are, if there are any. */
    void addTo(List<Source> sources, int partition) {
      long bytes = sizes.get(partition);
      if (bytes > 0) {
        sources.add(new Source(new BlockId(task, partition), address, bytes, kept));
      }
    }
  }

  boolean has(Key key) {
    return all.containsKey(key);
  }

  /** Null when there is none. */
  Output get(Key key) {
    return all.get(key);
  }

  void put(Key key, Output output) {
    all.put(key, output);
  }

  /** Gives what was there, or null. */
  Output remove(Key key) {
    return all.remove(key);
  }

  /** Forgets what a stage gave. */
  void drop(int stage) {
    all.keySet().removeIf(key -> key.stage() == stage);
  }

  /** The tasks of a stage that have given something, or need not. */
  Set<Integer> tasks(int stage) {
    return all.keySet().stream()
        .filter(key -> key.stage() == stage)
        .map(Key::partition)
        .collect(Collectors.toSet());
  }

  /** Whether a task of a stage was computed, and not only found to be of no use. */
  boolean isAnyComputed(int stage) {
    return all.entrySet().stream()
        .anyMatch(o -> o.getKey().stage() == stage && o.getValue().isComputed());
  }

  void forEachComputed(int stage, BiConsumer<Key, Output> action) {
    all.forEach(
        (key, output) -> {
          if (key.stage() == stage && output.isComputed()) {
            action.accept(key, output);
          }
        });
  }

  /** All bytes of a stage. */
  long bytes(int stage) {
    return all.entrySet().stream()
        .filter(output -> output.getKey().stage() == stage)
        .flatMap(output -> output.getValue().sizes().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Whose rows lie with a worker. */
  List<Key> at(long epoch) {
    return all.entrySet().stream()
        .filter(output -> output.getValue().address().epoch() == epoch)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The outputs of this query alone that lie with a worker, and how large they are. */
  Map<TaskId, List<Long>> ownAt(long epoch) {
    Map<TaskId, List<Long>> found = new LinkedHashMap<>();
    for (Output output : all.values()) {
      if (output.address().epoch() == epoch && !output.kept()) {
        found.put(output.task(), output.sizes());
      }
    }
    return found;
  }

  /** What an attempt gave, if it is still reckoned with; it may be one of another query. */
  Optional<Key> find(TaskId task) {
    Key own = Key.of(task);
    Output output = all.get(own);
    if (output != null && output.task().equals(task)) {
      return Optional.of(own);
    }
    return all.entrySet().stream()
        .filter(entry -> entry.getValue().task().equals(task))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
