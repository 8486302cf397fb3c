package io.sheaf.cluster.driver;

import io.sheaf.cluster.wire.Secret;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.Engine;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.Numbers;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.Tables;
import io.sheaf.engine.cache.RowKeeper;
import io.sheaf.engine.schedule.ExecutionBackend;
import io.sheaf.engine.schedule.QueryEvent;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.schedule.SchedulerEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A driver in this JVM and real worker JVMs, to which things can be done. Thread-safe. */
final class MiniCluster implements AutoCloseable {
  private final ClusterBackend backend;
  private final Secret secret;
  private final Path folder;
  private final Happened happened;
  private final AtomicLong queries = new AtomicLong();

  private MiniCluster(ClusterBackend backend, Secret secret, Path folder, Happened happened) {
    this.backend = backend;
    this.secret = secret;
    this.folder = folder;
    this.happened = happened;
  }

  /** Every stage has as many tasks as there are slots, however little it reads. */
  static ClusterLoop.Limits limits(long silenceMillis) {
    return new ClusterLoop.Limits(silenceMillis, 60_000, new TaskSizes(0, Long.MAX_VALUE, 0));
  }

  static MiniCluster start(int workers, Path folder) {
    return start(workers, folder, limits(10_000));
  }

  static MiniCluster start(int workers, Path folder, ClusterLoop.Limits limits) {
    return start(Door.local(Optional.empty()), workers, folder, limits);
  }

  static MiniCluster start(Door door, int workers, Path folder, ClusterLoop.Limits limits) {
    return start(door, new LocalCluster(workers, 1, OptionalLong.of(64 << 20), folder, limits));
  }

  static MiniCluster start(LocalCluster local) {
    return start(Door.local(Optional.empty()), local);
  }

  private static MiniCluster start(Door door, LocalCluster local) {
    Happened happened = new Happened();
    ClusterBackend backend = new ClusterBackend(door, local, "", happened, System::nanoTime);
    return new MiniCluster(backend, door.secret(), local.tempDirectory(), happened);
  }

  /** For one engine after the other: none of them closes the cluster. */
  ExecutionBackend backend() {
    return new Unclosed(backend, queries, new ConcurrentHashMap<>());
  }

  Path folder() {
    return folder;
  }

  /** Has the numbers counted, and checks the answer. */
  void count(MemoryPool memory, Consumer<QueryEvent> listener) {
    Tables tables = new Tables().add(Numbers.table());
    EngineSettings settings = new EngineSettings(2, 512, 0, folder, false, 0);
    try (Engine engine = new Engine(memory, System::nanoTime, listener, backend());
        QueryRun query =
            engine.start(Numbers.counts(tables), settings, tables, new CancelToken())) {
      Numbers.check(query);
    }
  }

  /** What the event log tells. */
  Happened happened() {
    return happened;
  }

  /** Waits until so many workers have joined, since the start. */
  void awaitWorkers(int count) {
    happened.awaitWorkers(count);
  }

  /** A worker that nobody starts again; it has joined when this returns. */
  Process join() {
    List<String> command = new ArrayList<>(JvmFlags.present().command(4, OptionalLong.empty()));
    command.add("io.sheaf.cluster.worker.WorkerMain");
    command.addAll(List.of("--driver", "127.0.0.1:" + backend.port(), "--threads", "1"));
    command.addAll(List.of("--set", "temp.directory=" + folder));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("SHEAF_SECRET", secret.reveal());
    int before = happened.joined();
    try {
      Process process = builder.start();
      happened.awaitWorkers(before + 1);
      return process;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  List<Long> pids() {
    return backend.pids();
  }

  /** Kills a worker as the system would when memory is exhausted. */
  void kill(int worker) {
    signal("KILL", pids().get(worker));
  }

  /** The worker does nothing more until it is resumed. */
  void pause(long pid) {
    signal("STOP", pid);
  }

  void resume(long pid) {
    signal("CONT", pid);
  }

  /**
   * Changes a byte of every shuffle file that is there, or cuts it; returns how many there were.
   */
  int damage(Random random) {
    List<Path> files;
    try (Stream<Path> all =
        Files.find(folder, 2, (path, a) -> path.toString().endsWith(".shuffle"))) {
      files = all.toList();
    } catch (IOException | UncheckedIOException e) {
      return 0; // deleted meanwhile
    }
    int damaged = 0;
    for (Path file : files) {
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
        long size = channel.size();
        if (size > 0 && random.nextBoolean()) {
          channel.truncate(random.nextLong(size));
        } else if (size > 0) {
          long at = random.nextLong(size);
          ByteBuffer one = ByteBuffer.allocate(1);
          channel.read(one, at);
          one.put(0, (byte) (one.get(0) ^ 1 << random.nextInt(8)));
          channel.write(one.flip(), at);
        }
        damaged++;
      } catch (IOException e) {
        // deleted meanwhile
      }
    }
    return damaged;
  }

  private static void signal(String name, long pid) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    backend.close();
  }

  /** Numbers the queries of all engines: no two of a driver may have the same number. */
  private record Unclosed(
      ClusterBackend backend, AtomicLong queries, Map<Long, QueryExecution> numbered)
      implements ExecutionBackend {
    private QueryExecution numbered(QueryExecution query) {
      return numbered.computeIfAbsent(
          query.id(),
          id ->
              new QueryExecution(
                  queries.incrementAndGet(),
                  query.context(),
                  query.staged(),
                  query.graph(),
                  query.shuffles(),
                  query.metrics(),
                  query.results()));
    }

    @Override
    public int partitions() {
      return backend.partitions();
    }

    @Override
    public void run(QueryExecution query, int stage, Consumer<SchedulerEvent> report) {
      backend.run(numbered(query), stage, report);
    }

    @Override
    public void drop(QueryExecution query, int stage) {
      backend.drop(numbered(query), stage);
    }

    @Override
    public void ended(QueryExecution query) {
      backend.ended(numbered(query));
    }

    @Override
    public Optional<RowKeeper> keeper() {
      return backend.keeper();
    }

    @Override
    public void close() {}
  }
}
