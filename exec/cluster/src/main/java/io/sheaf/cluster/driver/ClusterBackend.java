package io.sheaf.cluster.driver;

import io.sheaf.cluster.block.BlockServer;
import io.sheaf.cluster.block.BlockStore;
import io.sheaf.cluster.block.PartBlocks;
import io.sheaf.cluster.block.Peers;
import io.sheaf.cluster.health.HealthServer;
import io.sheaf.cluster.health.HealthServer.Health;
import io.sheaf.cluster.log.EventLog;
import io.sheaf.cluster.wire.Connection;
import io.sheaf.cluster.wire.Encryption;
import io.sheaf.cluster.wire.Endpoint;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Receiver;
import io.sheaf.engine.cache.RowKeeper;
import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.engine.schedule.ExecutionBackend;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.schedule.SchedulerEvent;
import io.sheaf.engine.spill.WorkFolder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Has stages computed by worker JVMs. Thread-safe. */
public final class ClusterBackend implements ExecutionBackend {
  private static final long TICK_MILLIS = 500;

  private final Door door;
  private final int leastPartitions;
  private final BlockingQueue<ClusterEvent> events = new LinkedBlockingQueue<>();
  private final AtomicLong kept = new AtomicLong();
  private final Set<Long> watched = ConcurrentHashMap.newKeySet();
  private final int port;
  private final Endpoint endpoint;
  private final WorkFolder folder;
  private final BlockStore store;
  private final BlockServer server;
  private final Peers peers;
  private final DriverSide side;
  private final Dispatcher dispatcher;
  private final ClusterLoop loop;
  private final LocalWorkers workers;
  private final Optional<HealthServer> health;

  /**
   * Starts worker JVMs on this machine, which join by and by.
   *
   * @param door where they join, and others may
   * @param health where requests about the health of this JVM are answered, as HOST:PORT, or empty
   * @param log is told what happens; closed with the backend
   * @param nanoClock nanoseconds since some moment
   */
  ClusterBackend(
      Door door, LocalCluster local, String health, EventLog log, LongSupplier nanoClock) {
    this.door = door;
    this.leastPartitions = Math.max(2, local.workers() * local.slots());
    this.endpoint = new Endpoint(door.secret(), Encryption.of(door.certificates()));
    this.folder = WorkFolder.below(local.tempDirectory());
    this.store = new BlockStore(folder.path());
    this.server = new BlockServer(store, () -> DriverWork.EPOCH);
    this.peers = new Peers(endpoint, store, () -> DriverWork.EPOCH, door.hostFromHere());
    this.side = new DriverSide(store, peers, events::add, this::replace, endpoint::after);
    this.port = listen(List.of(side, peers, server, endpoint, store, folder));
    Address own = new Address(DriverWork.EPOCH, Peers.DRIVER, port, store.folder().toString());
    this.dispatcher = new Dispatcher(side, own, local.limits(), log, nanoClock);
    this.loop = new ClusterLoop(events, dispatcher);
    this.workers =
        new LocalWorkers(
            JvmFlags.present().command(local.workers() + 1, local.memoryBytes()),
            local.arguments(door.hostFromHere() + ":" + port, door.certificates()),
            door.secret().reveal(),
            nanoClock,
            why -> events.add(new ClusterEvent.WorkersFailed(why)));
    endpoint.every(TICK_MILLIS, () -> events.add(new ClusterEvent.Tick()));
    this.health = health(health);
    workers.start(local.workers());
  }

  /** Opens the door; where that fails, nothing stays open. */
  private int listen(List<AutoCloseable> opened) {
    try {
      return endpoint.listen(door.host(), door.port(), new Lines());
    } catch (RuntimeException e) {
      close(opened).ifPresent(e::addSuppressed);
      throw e;
    }
  }

  private Optional<HealthServer> health(String address) {
    try {
      return address.isEmpty()
          ? Optional.empty()
          : Optional.of(HealthServer.listen(address, this::health));
    } catch (RuntimeException e) {
      close(parts()).ifPresent(e::addSuppressed);
      throw e;
    }
  }

  private Health health() {
    int slots = dispatcher.slots();
    return new Health(slots > 0, "workers run " + slots + " tasks at a time");
  }

  /** A worker of this machine that says nothing any more makes room for another one. */
  private void replace(String host, long pid) {
    if (door.isHere(host)) {
      workers.kill(pid);
    }
  }

  /** What workers say on the lines that they open; and whoever fetches blocks of the driver. */
  private final class Lines implements Receiver {
    @Override
    public void received(Connection connection, Message message) {
      if (message instanceof Message.Fetch fetch && PartBlocks.isPart(fetch.block())) {
        Thread.startVirtualThread(() -> connection.send(side.parts().answer(fetch)));
      } else if (message instanceof Message.Fetch) {
        server.received(connection, message);
      } else if (message instanceof Message.ClassWanted wanted) {
        Thread.startVirtualThread(() -> connection.send(ClassAnswers.to(wanted)));
      } else {
        if (message instanceof Message.Register register && door.isHere(register.host())) {
          workers.joined(register.pid());
        }
        events.add(new ClusterEvent.Said(connection, message));
      }
    }

    @Override
    public void closed(Connection connection) {
      events.add(new ClusterEvent.LineClosed(connection));
    }
  }

  @Override
  public int partitions() {
    return Math.max(leastPartitions, dispatcher.slots());
  }

  @Override
  public void run(QueryExecution query, int stage, Consumer<SchedulerEvent> report) {
    if (watched.add(query.id())) {
      query
          .context()
          .cancel()
          .onCancel(() -> events.add(new ClusterEvent.CancelRequested(query.id())));
    }
    events.add(new ClusterEvent.StageWanted(query, stage, report));
  }

  @Override
  public void drop(QueryExecution query, int stage) {
    // What lies with workers is kept: other rows may be lost that it is needed for.
    query.shuffles().drop(stage);
  }

  @Override
  public void ended(QueryExecution query) {
    watched.remove(query.id());
    store.drop(query.id());
    events.add(new ClusterEvent.QueryEnded(query.id()));
  }

  @Override
  public Optional<RowKeeper> keeper() {
    return Optional.of(new Keeper());
  }

  /** Tells the loop what is kept. */
  private final class Keeper implements RowKeeper {
    @Override
    public long keep(StorageLevel level) {
      long id = kept.incrementAndGet();
      events.add(new ClusterEvent.Kept(id, level));
      return id;
    }

    @Override
    public void forget(long id) {
      events.add(new ClusterEvent.Forgotten(id));
    }

    @Override
    public Amount amount(long id) {
      return dispatcher.kept(id);
    }
  }

  /** Where workers join. */
  int port() {
    return port;
  }

  /** The process ids of the workers that were started here and live. */
  public List<Long> pids() {
    return workers.pids();
  }

  @Override
  public void close() {
    health.ifPresent(HealthServer::close);
    close(parts())
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  /** What is closed in this order, but for the answers about health. */
  private List<AutoCloseable> parts() {
    return List.of(loop, workers, side, peers, server, endpoint, store, folder);
  }

  /** Closes all of them, whatever goes wrong with some; gives what went wrong first. */
  private static Optional<RuntimeException> close(List<AutoCloseable> parts) {
    RuntimeException failure = null;
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        failure = failure == null ? new IllegalStateException(e) : failure;
      }
    }
    return Optional.ofNullable(failure);
  }
}
