package io.sheaf.engine.shuffle;

import io.sheaf.columnar.Batch;
import java.util.List;

/** Rows for readers in this JVM: a spool for each partition. */
public record SpoolBlocks(List<Spool> spools) implements BlockSink {
  public SpoolBlocks {
    spools = List.copyOf(spools);
  }

  @Override
  public int partitions() {
    return spools.size();
  }

  @Override
  public void add(int partition, Batch batch) {
    spools.get(partition).add(batch);
  }
}
