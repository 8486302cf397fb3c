package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.engine.cache.CachedRows;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Gets bytes of outputs from where they lie. Thread-safe. */
public interface BlockReader {
  /** The bytes, or an EXTERNAL failure; gives them at some time. */
  CompletableFuture<byte[]> read(Address from, BlockId block, long offset, int bytes);

  /** Rows that are kept in this very JVM, held for whoever reads them, who releases them. */
  default Optional<CachedRows> kept(Address from, TaskId task) {
    return Optional.empty();
  }
}
