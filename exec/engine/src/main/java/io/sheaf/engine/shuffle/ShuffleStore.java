package io.sheaf.engine.shuffle;

import io.sheaf.engine.spill.Closing;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The shuffle blocks of one query in this JVM: a spool for each partition of each exchange.
 * Thread-safe.
 */
public final class ShuffleStore implements AutoCloseable {
  private final Map<Integer, List<Spool>> shuffles = new ConcurrentHashMap<>();

  /** Publishes the partitions of an exchange, which the store closes. */
  public void put(int shuffle, List<Spool> partitions) {
    List<Spool> old = shuffles.put(shuffle, List.copyOf(partitions));
    if (old != null) {
      Closing.all(old, Spool::close);
    }
  }

  /**
   * The rows of one partition; an exchange of one partition (single, broadcast) gives all its rows
   * to everyone.
   */
  public Spool partition(int shuffle, int partition) {
    List<Spool> partitions = shuffles.get(shuffle);
    return partitions.size() == 1 ? partitions.getFirst() : partitions.get(partition);
  }

  /** All partitions of an exchange. */
  public List<Spool> partitions(int shuffle) {
    return shuffles.get(shuffle);
  }

  /** Forgets an exchange that nobody reads any more. */
  public void drop(int shuffle) {
    List<Spool> old = shuffles.remove(shuffle);
    if (old != null) {
      Closing.all(old, Spool::close);
    }
  }

  @Override
  public void close() {
    Closing.all(List.copyOf(shuffles.keySet()), this::drop);
  }
}
