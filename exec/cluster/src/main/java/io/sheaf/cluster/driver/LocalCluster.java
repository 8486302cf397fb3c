package io.sheaf.cluster.driver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The worker JVMs that a cluster starts on its own machine.
 *
 * @param slots how many tasks each worker runs at a time
 * @param memoryBytes what the tasks of one worker may hold; empty when its heap decides
 */
public record LocalCluster(
    int workers,
    int slots,
    OptionalLong memoryBytes,
    Path tempDirectory,
    ClusterLoop.Limits limits) {

  public LocalCluster(int workers, int slots, OptionalLong memoryBytes, Path tempDirectory) {
    this(workers, slots, memoryBytes, tempDirectory, ClusterLoop.Limits.USUAL);
  }

  /** What a worker is told on its command line. */
  List<String> arguments(String driver, Optional<Path> certificates) {
    List<String> words = new ArrayList<>(List.of("--quiet", "--driver", driver));
    words.addAll(List.of("--threads", Integer.toString(slots)));
    memoryBytes.ifPresent(bytes -> words.addAll(List.of("--memory", Long.toString(bytes))));
    words.addAll(List.of("--set", "temp.directory=" + tempDirectory));
    certificates.ifPresent(folder -> words.addAll(List.of("--set", "cluster.tls=" + folder)));
    return words;
  }
}
