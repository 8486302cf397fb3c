package io.sheaf.cluster.driver;

import io.sheaf.cluster.log.EventFiles;
import io.sheaf.cluster.log.EventLog;
import io.sheaf.engine.schedule.BackendProvider;
import io.sheaf.engine.schedule.ExecutionBackend;
import java.util.function.LongSupplier;

/** Starts worker JVMs for sessions that wish for them. Thread-safe. */
public final class ClusterBackendProvider implements BackendProvider {
  @Override
  public ExecutionBackend open(Wish wish, LongSupplier nanoClock) {
    return new ClusterBackend(
        wish.listen().isEmpty()
            ? Door.local(wish.certificates())
            : Door.of(wish.listen(), System.getenv(), wish.certificates()),
        new LocalCluster(
            wish.workers(),
            Math.max(1, wish.threads() / Math.max(1, wish.workers())),
            wish.memoryBytes(),
            wish.tempDirectory()),
        wish.health(),
        wish.eventLog()
            .<EventLog>map(folder -> new EventFiles(folder, EventFiles.Bounds.USUAL))
            .orElse(EventLog.NONE),
        nanoClock);
  }
}
