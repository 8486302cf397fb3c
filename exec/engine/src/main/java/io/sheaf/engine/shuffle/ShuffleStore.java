package io.sheaf.engine.shuffle;

import io.sheaf.engine.pipeline.PipelineSource;
import io.sheaf.engine.spill.Closing;
import io.sheaf.plan.PhysicalPlan.ShuffleRead;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The shuffle blocks of one query in this JVM: a spool for each partition of each exchange.
 * Thread-safe.
 */
public final class ShuffleStore implements BlockSource, AutoCloseable {
  private final Map<Integer, List<Spool>> shuffles = new ConcurrentHashMap<>();

  /** Publishes the partitions of an exchange, which the store closes. */
  public void put(int shuffle, List<Spool> partitions) {
    List<Spool> old = shuffles.put(shuffle, List.copyOf(partitions));
    if (old != null) {
      Closing.all(old, Spool::close);
    }
  }

  @Override
  public PipelineSource rows(ShuffleRead read, int partition) {
    Spool rows = shuffles.get(read.shuffle()).get(partition);
    return new SpoolSource(read.schema(), List.of(rows));
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
