package io.sheaf.columnar.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes something when the JVM is told to end, by Ctrl-C or a signal, so that no spill files stay
 * behind. The JVM waits for it, but not for ever. Thread-safe.
 */
public final class ClosedOnExit implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final AutoCloseable resource;
  private final AtomicBoolean done = new AtomicBoolean();
  private final Thread hook = new Thread(this::exit, "sheaf-exit");

  private ClosedOnExit(AutoCloseable resource) {
    this.resource = resource;
  }

  /**
   * Watches over a resource, whose {@code close} any thread may call, until what is returned is
   * closed; that does not close the resource.
   */
  public static ClosedOnExit of(AutoCloseable resource) {
    ClosedOnExit watch = new ClosedOnExit(resource);
    Runtime.getRuntime().addShutdownHook(watch.hook);
    return watch;
  }

  /** What happens on exit. */
  void exit() {
    if (done.getAndSet(true)) {
      return;
    }
    Thread closer = new Thread(this::closeQuietly, "sheaf-exit-closer");
    closer.setDaemon(true);
    closer.start();
    try {
      closer.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeQuietly() {
    try {
      resource.close();
    } catch (Exception e) {
      // The process ends, and nobody is left who could do something about it.
    }
  }

  @Override
  public void close() {
    if (done.getAndSet(true)) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM ends already; the hook finds that there is nothing to do.
    }
  }
}
