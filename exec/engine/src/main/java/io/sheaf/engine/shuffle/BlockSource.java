package io.sheaf.engine.shuffle;

import io.sheaf.engine.pipeline.PipelineSource;
import io.sheaf.plan.PhysicalPlan.ShuffleRead;

/** Where a stage gets the rows that other stages gave, wherever these are. Thread-safe. */
public interface BlockSource {
  /**
   * The rows of one partition of a shuffle, read once.
   *
   * @param partition of the shuffle; 0 where it has only one, which everybody reads whole
   */
  PipelineSource rows(ShuffleRead read, int partition);
}
