package io.sheaf.cluster.driver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * On which hosts the workers are. Nobody waits for an answer of the network: until it is here a
 * host's name is only itself. For one thread.
 */
final class WorkerHosts {
  private final Collection<WorkerHandle> workers;

  /** What is known of names; answers come on threads of their own. */
  private final Map<String, Set<String>> addresses = new ConcurrentHashMap<>();

  /**
   * @param workers all that are there, at any time
   */
  WorkerHosts(Collection<WorkerHandle> workers) {
    this.workers = workers;
  }

  /** Whether it makes a difference where a task runs. */
  boolean differ() {
    return workers.stream().map(worker -> worker.address().host()).distinct().count() > 1;
  }

  /** The workers on hosts of these names. */
  Set<Long> at(Set<String> names) {
    return workers.stream()
        .filter(worker -> names.stream().anyMatch(name -> isAt(name, worker.address().host())))
        .map(WorkerHandle::epoch)
        .collect(Collectors.toSet());
  }

  private boolean isAt(String name, String address) {
    return name.equals(address) || addresses.computeIfAbsent(name, this::lookUp).contains(address);
  }

  private Set<String> lookUp(String name) {
    Thread.startVirtualThread(() -> addresses.put(name, resolved(name)));
    return Set.of();
  }

  private static Set<String> resolved(String name) {
    try {
      return Arrays.stream(InetAddress.getAllByName(name))
          .map(InetAddress::getHostAddress)
          .collect(Collectors.toSet());
    } catch (UnknownHostException e) {
      return Set.of();
    }
  }
}
