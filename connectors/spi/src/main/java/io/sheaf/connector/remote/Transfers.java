package io.sheaf.connector.remote;

import io.sheaf.columnar.SheafException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Does what waits for a network on virtual threads, so many at a time and the others in the order
 * of their coming. Thread-safe.
 */
public final class Transfers {
  private final Semaphore places;
  private final int most;

  /**
   * @param most how many at a time
   */
  public Transfers(int most) {
    this.most = most;
    this.places = new Semaphore(most, true);
  }

  /** Starts something; cancelling it interrupts the thread that does it. */
  public <T> Future<T> start(Callable<T> work) {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              places.acquire();
              try {
                return work.call();
              } finally {
                places.release();
              }
            });
    Thread.ofVirtual().name("sheaf-transfer").start(task);
    return task;
  }

  /** Does the same with all of a list, and gives the results in its order. */
  public <A, B> List<B> all(List<A> inputs, Function<A, B> work) {
    if (inputs.size() < 2 || most < 2) {
      return inputs.stream().map(work).toList();
    }
    List<Future<B>> started = new ArrayList<>();
    for (A input : inputs) {
      started.add(start(() -> work.apply(input)));
    }
    List<B> results = new ArrayList<>();
    try {
      for (Future<B> each : started) {
        results.add(result(each));
      }
      return results;
    } finally {
      started.forEach(each -> each.cancel(true));
    }
  }

  /**
   * Waits for what was started, and throws what it threw.
   *
   * @throws SheafException (USER) when this thread is interrupted or the work was cancelled
   */
  public static <T> T result(Future<T> started) {
    try {
      return started.get();
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case SheafException known -> known;
        case InterruptedException stopped -> stopped();
        case RuntimeException unknown -> unknown;
        case Error error -> throw error;
        case Throwable other -> SheafException.external("IO", other.toString(), other);
      };
    } catch (CancellationException e) {
      throw stopped();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped();
    }
  }

  private static SheafException stopped() {
    return SheafException.user("CANCELLED", "a read was stopped");
  }
}
