package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.BlockId;
import java.util.concurrent.CompletableFuture;

/** Gets bytes of outputs from where they lie. Thread-safe. */
public interface BlockReader {
  /** The bytes, or an EXTERNAL failure; gives them at some time. */
  CompletableFuture<byte[]> read(Address from, BlockId block, long offset, int bytes);
}
