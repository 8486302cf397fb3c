package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Connection;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Receiver;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/** Answers those who ask for bytes of the outputs that lie here. Thread-safe. */
public final class BlockServer implements Receiver, AutoCloseable {
  private static final int MOST_BYTES = 16 << 20;

  private final BlockStore store;
  private final LongSupplier epoch;
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param epoch whose outputs these are; a request for another one came to the wrong place
   */
  public BlockServer(BlockStore store, LongSupplier epoch) {
    this.store = store;
    this.epoch = epoch;
  }

  @Override
  public void received(Connection connection, Message message) {
    if (message instanceof Message.Fetch fetch) {
      readers.execute(() -> connection.send(answer(fetch)));
    } else {
      connection.close(); // nothing else is said here
    }
  }

  private Message answer(Message.Fetch fetch) {
    try {
      if (fetch.epoch() != epoch.getAsLong()) {
        return new Message.Refused(fetch.request(), "another worker serves this port now");
      }
      if (fetch.bytes() < 0 || fetch.bytes() > MOST_BYTES || fetch.offset() < 0) {
        return new Message.Refused(fetch.request(), "no such range");
      }
      return new Message.Block(
          fetch.request(), store.read(fetch.block(), fetch.offset(), fetch.bytes()));
    } catch (RuntimeException e) {
      return new Message.Refused(fetch.request(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    readers.shutdownNow();
  }
}
