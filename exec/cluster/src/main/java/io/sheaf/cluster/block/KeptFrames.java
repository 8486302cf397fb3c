package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Blocks as they travel, of which pieces are still to be asked for: none is made again for each
 * piece, as long as there is memory. Thread-safe.
 */
final class KeptFrames implements AutoCloseable {
  /** Whoever reads has one block under way; where more read, or leave off, the oldest goes. */
  private static final int MOST = 8;

  private final MemoryLease lease;
  private final Map<BlockId, byte[]> frames = new LinkedHashMap<>();

  KeptFrames(MemoryPool memory) {
    this.lease = memory.lease("Blocks on their way", false);
  }

  synchronized Optional<byte[]> find(BlockId block) {
    return Optional.ofNullable(frames.get(block));
  }

  /** Keeps a block for the next piece, if there is memory for it. */
  synchronized void keep(BlockId block, byte[] frame) {
    if (frames.containsKey(block)) {
      return;
    }
    if (frames.size() == MOST) {
      drop(frames.keySet().iterator().next());
    }
    if (lease.tryGrow(frame.length)) {
      frames.put(block, frame);
    }
  }

  /** The last piece was asked for. */
  synchronized void drop(BlockId block) {
    byte[] frame = frames.remove(block);
    if (frame != null) {
      lease.shrink(frame.length);
    }
  }

  /** Nobody needs the rows of these tasks any more. */
  synchronized void drop(Predicate<TaskId> which) {
    frames.keySet().stream().filter(b -> which.test(b.task())).toList().forEach(this::drop);
  }

  @Override
  public synchronized void close() {
    frames.clear();
    lease.close();
  }
}
