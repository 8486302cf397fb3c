package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.TaskId;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Reads outputs of other JVMs in folders that are seen from here. Remembers the indexes it read
 * last, for an output is read in many pieces and an attempt never changes what it told.
 * Thread-safe.
 */
final class SeenOutputs {
  private static final int REMEMBERED = 256;

  private record Seen(Path folder, TaskId task) {}

  /** In the order of their last use; guarded by itself. */
  private final LinkedHashMap<Seen, MapOutput> outputs = new LinkedHashMap<>(16, 0.75f, true);

  /** Bytes of a partition, if they can be had here. */
  Optional<byte[]> read(Path folder, BlockId block, long offset, int bytes) {
    Seen seen = new Seen(folder, block.task());
    try {
      return Optional.of(output(seen).read(block.partition(), offset, bytes));
    } catch (IOException | BufferUnderflowException | IndexOutOfBoundsException e) {
      return Optional.empty(); // whoever wrote it may know more
    }
  }

  private MapOutput output(Seen seen) throws IOException {
    synchronized (outputs) {
      MapOutput known = outputs.get(seen);
      if (known != null) {
        return known;
      }
    }
    MapOutput output = new OutputFiles(seen.folder()).output(seen.task());
    synchronized (outputs) {
      outputs.put(seen, output);
      if (outputs.size() > REMEMBERED) {
        outputs.pollFirstEntry();
      }
    }
    return output;
  }
}
