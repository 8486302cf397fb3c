package io.sheaf.cluster.driver;

import io.sheaf.engine.schedule.ExecutionBackend;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.schedule.SchedulerEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A driver in this JVM and real worker JVMs, to which things can be done. Thread-safe. */
final class MiniCluster implements AutoCloseable {
  private final ClusterBackend backend;

  private MiniCluster(ClusterBackend backend) {
    this.backend = backend;
  }

  static MiniCluster start(int workers, Path folder) {
    return start(workers, folder, ClusterLoop.Limits.USUAL);
  }

  static MiniCluster start(int workers, Path folder, ClusterLoop.Limits limits) {
    return new MiniCluster(
        new ClusterBackend(
            Door.local(),
            new LocalCluster(workers, 1, OptionalLong.of(64 << 20), folder, limits),
            System::nanoTime));
  }

  /** For one engine after the other: none of them closes the cluster. */
  ExecutionBackend backend() {
    return new Kept(backend);
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

  private record Kept(ClusterBackend backend) implements ExecutionBackend {
    @Override
    public int partitions() {
      return backend.partitions();
    }

    @Override
    public void run(QueryExecution query, int stage, Consumer<SchedulerEvent> report) {
      backend.run(query, stage, report);
    }

    @Override
    public void drop(QueryExecution query, int stage) {
      backend.drop(query, stage);
    }

    @Override
    public void ended(QueryExecution query) {
      backend.ended(query);
    }

    @Override
    public void close() {}
  }
}
