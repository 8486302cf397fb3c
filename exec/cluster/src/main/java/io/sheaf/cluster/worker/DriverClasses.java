package io.sheaf.cluster.worker;

import io.sheaf.cluster.wire.Connection;
import io.sheaf.cluster.wire.Message;
import io.sheaf.columnar.SheafException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the driver for classes of the program that are not on the worker's class path, and waits for
 * them. Thread-safe.
 */
final class DriverClasses {
  private static final long PATIENCE_SECONDS = 60;

  private final Connection driver;
  private final Map<String, CompletableFuture<byte[]>> asked = new ConcurrentHashMap<>();

  DriverClasses(Connection driver) {
    this.driver = driver;
  }

  /** The class file, null where the driver has none. Not for the network's thread. */
  byte[] fetch(String name) {
    CompletableFuture<byte[]> mine = new CompletableFuture<>();
    CompletableFuture<byte[]> other = asked.putIfAbsent(name, mine);
    CompletableFuture<byte[]> answer = other == null ? mine : other;
    try {
      if (other == null) {
        driver.send(new Message.ClassWanted(name));
      }
      byte[] bytes = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return bytes.length == 0 ? null : bytes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(name, e);
    } catch (ExecutionException | TimeoutException e) {
      throw failed(name, e);
    } finally {
      asked.remove(name, answer);
    }
  }

  private static SheafException failed(String name, Exception cause) {
    return SheafException.external(
        "NO_CLASS", "the driver does not say what class " + name + " is", cause);
  }

  void given(Message.ClassGiven answer) {
    CompletableFuture<byte[]> waiting = asked.get(answer.name());
    if (waiting != null) {
      waiting.complete(answer.bytes());
    }
  }
}
