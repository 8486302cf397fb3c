package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Connection;
import io.sheaf.cluster.wire.Endpoint;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.cluster.wire.Receiver;
import io.sheaf.engine.cache.CachedRows;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The lines to all who have outputs, one to each, opened when it is needed. What lies in this JVM,
 * or in a folder that is seen from here, is read without one. Thread-safe.
 */
public final class Peers implements BlockReader, AutoCloseable {
  /** The host of the driver, who is reached by whatever name the worker was told. */
  public static final String DRIVER = "";

  /** The driver's epoch. */
  public static final long DRIVER_EPOCH = 0;

  private final Endpoint endpoint;
  private final BlockStore own;
  private final LongSupplier ownEpoch;
  private final String driverHost;
  private final SeenOutputs seen = new SeenOutputs();
  private final Map<Address, CompletableFuture<Connection>> lines = new ConcurrentHashMap<>();

  /**
   * @param ownEpoch whose outputs lie in this JVM
   * @param driverHost by which the driver is reached from here
   */
  public Peers(Endpoint endpoint, BlockStore own, LongSupplier ownEpoch, String driverHost) {
    this.endpoint = endpoint;
    this.own = own;
    this.ownEpoch = ownEpoch;
    this.driverHost = driverHost;
  }

  @Override
  public CompletableFuture<byte[]> read(Address from, BlockId block, long offset, int bytes) {
    if (from.epoch() == ownEpoch.getAsLong()) {
      try {
        return CompletableFuture.completedFuture(own.read(block, offset, bytes));
      } catch (RuntimeException e) {
        return CompletableFuture.failedFuture(e);
      }
    }
    Optional<byte[]> here = seen.read(Path.of(from.folder()), block, offset, bytes);
    if (here.isPresent()) {
      return CompletableFuture.completedFuture(here.get());
    }
    return line(from)
        .thenCompose(connection -> connection.fetch(from.epoch(), block, offset, bytes));
  }

  @Override
  public Optional<CachedRows> kept(Address from, TaskId task) {
    return from.epoch() == ownEpoch.getAsLong() ? own.kept(task) : Optional.empty();
  }

  private CompletableFuture<Connection> line(Address to) {
    return lines.computeIfAbsent(
        to,
        address -> {
          String host = address.host().equals(DRIVER) ? driverHost : address.host();
          CompletableFuture<Connection> opening =
              endpoint.connect(host, address.port(), new Ends(address));
          opening.whenComplete(
              (connection, failure) -> {
                if (failure != null) {
                  lines.remove(address);
                }
              });
          return opening;
        });
  }

  /** Nothing comes from this peer any more: whoever waits for it is told. */
  public void lost(long epoch) {
    for (Address address : lines.keySet()) {
      if (address.epoch() == epoch) {
        CompletableFuture<Connection> line = lines.remove(address);
        if (line != null) {
          line.thenAccept(Connection::close);
        }
      }
    }
  }

  @Override
  public void close() {
    lines.keySet().forEach(address -> lost(address.epoch()));
  }

  /** Answers find their way by themselves; anything else is not said on these lines. */
  private final class Ends implements Receiver {
    private final Address address;

    Ends(Address address) {
      this.address = address;
    }

    @Override
    public void received(Connection connection, Message message) {
      connection.close();
    }

    @Override
    public void closed(Connection connection) {
      lines.remove(address);
    }
  }
}
