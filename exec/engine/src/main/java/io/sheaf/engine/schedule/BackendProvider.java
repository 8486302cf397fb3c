package io.sheaf.engine.schedule;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.function.LongSupplier;

/** Makes backends that lie beyond this JVM; found by {@link ServiceLoader}. */
public interface BackendProvider {
  /**
   * What is wished for.
   *
   * @param workers how many worker JVMs are started on this machine
   * @param threads how many tasks all of them run at a time
   * @param memoryBytes what the queries in one JVM may hold; empty where its heap decides
   * @param tempDirectory where files go that nobody needs later
   * @param listen where workers of other machines may join, as HOST:PORT; empty for nowhere
   * @param certificates a folder of them, for lines that are encrypted
   * @param health where HTTP requests about this JVM's health are answered, as HOST:PORT; empty for
   *     nowhere
   * @param eventLog the folder of a log of all that happens, if there is to be one
   */
  record Wish(
      int workers,
      int threads,
      OptionalLong memoryBytes,
      Path tempDirectory,
      String listen,
      Optional<Path> certificates,
      String health,
      Optional<Path> eventLog) {}

  /**
   * @param nanoClock nanoseconds since some moment
   */
  ExecutionBackend open(Wish wish, LongSupplier nanoClock);
}
