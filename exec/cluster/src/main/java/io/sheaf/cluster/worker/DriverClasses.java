package io.sheaf.cluster.worker;

import io.sheaf.cluster.wire.Line;
import io.sheaf.cluster.wire.Message;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.usercode.UserClasses;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the driver for classes of the program, and waits for them. Thread-safe. */
final class DriverClasses {
  private static final long PATIENCE_SECONDS = 60;

  private final Line driver;
  private final Map<String, CompletableFuture<UserClasses.Given>> asked = new ConcurrentHashMap<>();

  DriverClasses(Line driver) {
    this.driver = driver;
  }

  /**
   * What the driver says of the class. Not for the network's thread.
   *
   * @throws SheafException (EXTERNAL) when it cannot say anything
   */
  UserClasses.Given fetch(String name) {
    CompletableFuture<UserClasses.Given> mine = new CompletableFuture<>();
    CompletableFuture<UserClasses.Given> other = asked.putIfAbsent(name, mine);
    CompletableFuture<UserClasses.Given> answer = other == null ? mine : other;
    try {
      if (other == null) {
        driver.send(new Message.ClassWanted(name));
      }
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(name, e);
    } catch (ExecutionException e) {
      throw SheafException.external("NO_CLASS", e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
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
    CompletableFuture<UserClasses.Given> waiting = asked.get(answer.name());
    if (waiting == null) {
      return;
    }
    if (answer.problem().isEmpty()) {
      waiting.complete(new UserClasses.Given(answer.bytes(), answer.ofProgram()));
    } else {
      waiting.completeExceptionally(
          new IllegalStateException(
              "the driver cannot give class " + answer.name() + ": " + answer.problem()));
    }
  }
}
