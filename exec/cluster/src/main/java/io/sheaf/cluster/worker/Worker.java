package io.sheaf.cluster.worker;

import io.sheaf.cluster.block.BlockServer;
import io.sheaf.cluster.block.BlockStore;
import io.sheaf.cluster.block.FetchFailure;
import io.sheaf.cluster.block.KeptStore;
import io.sheaf.cluster.block.Peers;
import io.sheaf.cluster.block.Takeover;
import io.sheaf.cluster.health.HealthServer;
import io.sheaf.cluster.health.HealthServer.Health;
import io.sheaf.cluster.wire.Connection;
import io.sheaf.cluster.wire.Encryption;
import io.sheaf.cluster.wire.Endpoint;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Failure;
import io.sheaf.cluster.wire.Message.RunTask;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.cluster.wire.Message.TaskSettings;
import io.sheaf.cluster.wire.Receiver;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.conf.ByteSize;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.StoreSettings;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.Failures;
import io.sheaf.engine.spill.SpillSpace;
import io.sheaf.engine.spill.WorkFolder;
import io.sheaf.engine.usercode.UserClasses;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Computes what a driver asks for until the driver is gone. Messages come on the network's thread;
 * tasks run on threads of their own, as many as there are slots.
 */
final class Worker implements Receiver, AutoCloseable {
  private static final long CONNECT_AGAIN_MILLIS = 200;

  /** Whoever asked the process to end will not wait longer either. */
  private static final long LEAVE_SECONDS = 600;

  private final WorkerOptions options;
  private final LongSupplier clock;
  private final Consumer<String> news;
  private final Endpoint endpoint;
  private final WorkFolder folder;
  private final MemoryPool memory;
  private final KeptStore kept;
  private final BlockStore store;
  private final BlockServer server;
  private final Peers peers;
  private final TaskRunner runner;
  private final Takeover takeover;
  private final ExecutorService slots;
  private final ExecutorService cleaning = Executors.newSingleThreadExecutor();
  private final Map<StageId, WorkerStage> stages = new ConcurrentHashMap<>();
  private final Map<TaskId, CancelToken> running = new ConcurrentHashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicReference<String> why = new AtomicReference<>();
  private volatile long epoch = -1;
  private volatile long heardNanos;
  private volatile Connection line;
  private volatile DriverClasses classes;
  private volatile DriverParts parts;

  /**
   * @param clock nanoseconds since some moment
   * @param news takes a line for people at each turn of its life
   */
  Worker(WorkerOptions options, LongSupplier clock, Consumer<String> news) {
    this.options = options;
    this.clock = clock;
    this.news = news;
    this.heardNanos = clock.getAsLong();
    this.endpoint = new Endpoint(options.secret(), Encryption.of(options.certificates()));
    this.folder = WorkFolder.below(options.tempDirectory());
    Runtime.getRuntime().addShutdownHook(new Thread(this::leave));
    this.memory = MemoryPool.ofJvm(options.memoryBytes());
    this.kept = new KeptStore(memory, folder.path(), this::dropped);
    this.store = new BlockStore(folder.path(), Optional.of(kept));
    this.server = new BlockServer(store, () -> epoch);
    this.peers = new Peers(endpoint, store, () -> epoch, options.driverHost());
    this.runner = new TaskRunner(store, peers);
    this.takeover = new Takeover(store, peers);
    this.slots = Executors.newFixedThreadPool(options.slots());
  }

  /** Joins the driver and works until it is gone. */
  void run() throws InterruptedException {
    Optional<HealthServer> health =
        options.health().map(address -> HealthServer.listen(address, this::health));
    try {
      work(connect());
    } finally {
      health.ifPresent(HealthServer::close);
    }
  }

  private Health health() {
    return new Health(
        epoch >= 0, epoch >= 0 ? "has joined the driver" : "waits to be taken in by the driver");
  }

  private void work(Connection driver) throws InterruptedException {
    String host = driver.localHost();
    int port = endpoint.listen(host, 0, server);
    classes = new DriverClasses(driver);
    UserClasses.fetchBy(classes::fetch);
    parts =
        new DriverParts(
            memory,
            (block, offset, bytes) -> driver.fetch(Peers.DRIVER_EPOCH, block, offset, bytes));
    driver.send(
        new Message.Register(
            host, port, store.folder().toString(), options.slots(), ProcessHandle.current().pid()));
    line = driver; // from here on the driver knows who wants to leave
    endpoint.every(
        options.heartbeatMillis(),
        () -> {
          driver.send(new Message.Heartbeat(epoch));
          if (clock.getAsLong() - heardNanos > options.patienceMillis() * 1_000_000L) {
            leaveAs("the driver said nothing for " + options.patienceMillis() / 1000 + " seconds");
            driver.close();
          }
        });
    news.accept("waits for the driver at " + options.driver() + " to take it in");
    over.await();
    news.accept("leaves, as " + why.get());
  }

  /** The driver may be started a little later than its workers. */
  private Connection connect() throws InterruptedException {
    long start = clock.getAsLong();
    boolean told = false;
    while (true) {
      try {
        return endpoint.connect(options.driverHost(), options.driverPort(), this).join();
      } catch (CompletionException e) {
        boolean absent =
            e.getCause() instanceof SheafException s && s.code().equals("CANNOT_CONNECT");
        if (!absent || clock.getAsLong() - start > options.patienceMillis() * 1_000_000L) {
          throw e;
        }
        if (!told) {
          news.accept("waits until there is a driver at " + options.driver());
          told = true;
        }
        Thread.sleep(CONNECT_AGAIN_MILLIS);
      }
    }
  }

  @Override
  public void received(Connection driver, Message message) {
    heardNanos = clock.getAsLong();
    switch (message) {
      case Message.Registered m -> registered(m);
      case Message.DefineStage m -> define(m);
      case Message.RunTask m -> start(driver, m);
      case Message.CancelTask m -> cancel(m.task());
      case Message.DropQuery m -> drop(m.query());
      case Message.PeerLost m -> peers.lost(m.epoch());
      case Message.Drain m -> leaveAs("the driver has all that it needs from here");
      case Message.TakeOver m -> cleaning.execute(() -> take(driver, m));
      case Message.Forget m -> kept.forget(m.tasks());
      case Message.Copy m -> cleaning.execute(() -> copy(driver, m));
      case Message.TookOver m -> driver.close();
      case Message.Dropped m -> driver.close();
      case Message.ClassGiven m -> classes.given(m);
      case Message.Heartbeat m -> {}
      case Message.ClassWanted m -> driver.close();
      case Message.Register m -> driver.close();
      case Message.TaskDone m -> driver.close();
      case Message.TaskFailed m -> driver.close();
      case Message.Fetch m -> driver.close();
      case Message.Block m -> driver.close();
      case Message.Refused m -> driver.close();
    }
  }

  private void registered(Message.Registered taken) {
    epoch = taken.epoch();
    news.accept(
        "has joined the driver at %s with %d slots and %s of memory"
            .formatted(options.driver(), options.slots(), ByteSize.format(options.memoryBytes())));
  }

  @Override
  public void closed(Connection driver) {
    leaveAs("the driver has closed the line");
  }

  /** The first reason counts. */
  private void leaveAs(String reason) {
    why.compareAndSet(null, reason);
    over.countDown();
  }

  private void start(Connection driver, RunTask run) {
    CancelToken cancel = new CancelToken();
    running.put(run.task(), cancel);
    slots.execute(() -> driver.send(result(run, cancel)));
  }

  private Message result(RunTask run, CancelToken cancel) {
    TaskId task = run.task();
    try {
      cancel.check();
      WorkerStage stage = stages.get(task.stage());
      if (stage == null) {
        throw Failures.cancelled();
      }
      TaskRunner.Done done = compute(run, stage, cancel);
      if (!stages.containsKey(task.stage())) {
        store.drop(task.stage()); // the query ended meanwhile
      }
      return done.message(epoch, task);
    } catch (Throwable t) {
      return new Message.TaskFailed(epoch, task, failure(Failures.of(t, "a task")));
    } finally {
      running.remove(task);
    }
  }

  private TaskRunner.Done compute(RunTask run, WorkerStage stage, CancelToken cancel) {
    try (SpillSpace spill = new SpillSpace(folder.path())) {
      QueryContext context =
          new QueryContext(
              settings(stage.definition().settings()), stage, memory, spill, cancel, clock);
      try (WorkerStage.Opened opened = stage.open(run.task().partition(), cancel::check)) {
        return runner.run(
            new TaskRunner.Work(
                run.task(), opened.plan(), run.inputs(), stage.definition().keys().told()),
            context);
      }
    }
  }

  private void define(Message.DefineStage stage) {
    StoreSettings.replace(stage.settings().stores());
    stages.put(stage.stage(), new WorkerStage(stage, parts));
  }

  private EngineSettings settings(TaskSettings settings) {
    return new EngineSettings(
        1,
        settings.batchRows(),
        settings.scanPartitions(),
        folder.path(),
        settings.codegen(),
        new EngineSettings.Forced(settings.degenerateHash(), 0));
  }

  private static Failure failure(SheafException e) {
    return FetchFailure.source(e)
        .<Failure>map(
            source ->
                new Failure.FetchFailed(source.block(), source.address().epoch(), e.getMessage()))
        .orElseGet(() -> new Failure.Failed(e.blame(), e.code(), e.getMessage()));
  }

  private void cancel(TaskId task) {
    CancelToken cancel = running.get(task);
    if (cancel != null) {
      cancel.cancel(Failures.cancelled());
    }
  }

  private void drop(long query) {
    stages.keySet().removeIf(stage -> stage.query() == query);
    running.forEach(
        (task, cancel) -> {
          if (task.stage().query() == query) {
            cancel.cancel(Failures.cancelled());
          }
        });
    cleaning.execute(() -> store.drop(query));
  }

  private void take(Connection driver, Message.TakeOver order) {
    boolean whole = takeover.take(order);
    driver.send(new Message.TookOver(epoch, order.task(), whole));
  }

  private void copy(Connection driver, Message.Copy order) {
    boolean whole = kept.copy(order, peers);
    driver.send(new Message.TookOver(epoch, order.rows().block().task(), whole));
  }

  /** Rows that were kept had to make room. */
  private void dropped(TaskId task) {
    Connection driver = line;
    if (driver != null) {
      driver.send(new Message.Dropped(epoch, task));
    }
  }

  /** Somebody wants the process to end: it does once the driver has all that it still needs. */
  private void leave() {
    try {
      Connection present = line;
      if (present != null && over.getCount() > 0) {
        news.accept("is asked to end: waits until the driver has all that it needs from here");
        present.send(new Message.Drain());
        over.await(LEAVE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      // Then at once.
    } finally {
      folder.close();
    }
  }

  @Override
  public void close() {
    running.values().forEach(cancel -> cancel.cancel(Failures.cancelled()));
    slots.shutdownNow();
    cleaning.shutdownNow();
    peers.close();
    server.close();
    endpoint.close();
    DriverParts present = parts;
    if (present != null) {
      present.close();
    }
    kept.close();
    folder.close();
  }
}
