package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;

/** Parts of code as blocks of tasks that no query has. Stateless. */
public final class PartBlocks {
  private static final int NO_PARTITION = -1;

  private PartBlocks() {}

  /**
   * @param number of the part within its query
   */
  public static BlockId of(long query, int number) {
    return new BlockId(new TaskId(new StageId(query, 0), NO_PARTITION, 0), number);
  }

  public static boolean isPart(BlockId block) {
    return block.task().partition() == NO_PARTITION;
  }
}
