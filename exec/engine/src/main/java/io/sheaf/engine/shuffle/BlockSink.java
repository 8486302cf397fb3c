package io.sheaf.engine.shuffle;

import io.sheaf.columnar.Batch;

/** Where the rows of a stage go, one partition of the shuffle beside the other. Thread-safe. */
public interface BlockSink {
  int partitions();

  /** Takes the selected rows of a batch, which is frozen or copied where it is kept. */
  void add(int partition, Batch batch);
}
