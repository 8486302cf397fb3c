package io.sheaf.cluster.driver;

import io.sheaf.cluster.log.EventFiles;
import io.sheaf.cluster.log.EventLog;
import io.sheaf.engine.schedule.BackendProvider;
import io.sheaf.engine.schedule.ExecutionBackend;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Starts worker JVMs for sessions that wish for them. Thread-safe. */
public final class ClusterBackendProvider implements BackendProvider {
  @Override
  public ExecutionBackend open(Wish wish, LongSupplier nanoClock) {
    int slots = Math.max(1, wish.threads() / Math.max(1, wish.workers()));
    Crowding.warning(wish.workers(), slots, Runtime.getRuntime().availableProcessors())
        .ifPresent(System.err::println);
    return new ClusterBackend(
        wish.listen().isEmpty()
            ? Door.local(wish.certificates())
            : Door.of(wish.listen(), System.getenv(), wish.certificates()),
        new LocalCluster(wish.workers(), slots, wish.memoryBytes(), wish.tempDirectory()),
        wish.health(),
        wish.eventLog()
            .<EventLog>map(
                folder -> new EventFiles(folder, EventFiles.Bounds.USUAL, InstantSource.system()))
            .orElse(EventLog.NONE),
        nanoClock);
  }
}
