package io.sheaf.cluster.driver;

import io.sheaf.columnar.SheafException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Worker JVMs on this machine, as many as are wished for: one that dies is started again. Each has
 * the class path and the flags of this JVM. Thread-safe.
 */
final class LocalWorkers implements AutoCloseable {
  /** Who dies younger than that was never fit for work. */
  private static final long LEAST_LIFE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final int MOST_SHORT_LIVES = 5;

  /** Exit codes from here on say that somebody killed the process. */
  private static final int FIRST_SIGNAL = 128;

  private static final long FAREWELL_SECONDS = 5;
  private static final String MAIN = "io.sheaf.cluster.worker.WorkerMain";

  private final List<String> command;
  private final String secret;
  private final LongSupplier clock;
  private final Consumer<SheafException> giveUp;
  private final Set<Process> alive = new HashSet<>();
  private final Set<Long> joined = new HashSet<>();
  private int shortLives;
  private boolean closed;

  /**
   * @param java the command that starts a JVM, up to the main class
   * @param arguments of each worker
   * @param secret goes by the environment, which other users cannot read
   * @param clock nanoseconds since some moment
   * @param giveUp hears why no more are started
   */
  LocalWorkers(
      List<String> java,
      List<String> arguments,
      String secret,
      LongSupplier clock,
      Consumer<SheafException> giveUp) {
    this.command = new ArrayList<>(java);
    command.add(MAIN);
    command.addAll(arguments);
    this.secret = secret;
    this.clock = clock;
    this.giveUp = giveUp;
  }

  synchronized void start(int count) {
    for (int i = 0; i < count; i++) {
      startOne();
    }
  }

  private void startOne() {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("SHEAF_SECRET", secret);
    long began = clock.getAsLong();
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      alive.add(process);
      process.onExit().thenAccept(ended -> ended(ended, clock.getAsLong() - began));
    } catch (IOException e) {
      throw SheafException.external(
          "NO_WORKERS", "cannot start a worker JVM: " + e.getMessage(), e);
    }
  }

  private void ended(Process process, long lifeNanos) {
    synchronized (this) {
      alive.remove(process);
      joined.remove(process.pid());
      if (closed) {
        return;
      }
      boolean byItself = process.exitValue() < FIRST_SIGNAL;
      shortLives = byItself && lifeNanos < LEAST_LIFE_NANOS ? shortLives + 1 : 0;
      if (shortLives <= MOST_SHORT_LIVES) {
        startOne();
        return;
      }
    }
    giveUp.accept(
        SheafException.external(
            "NO_WORKERS",
            "worker JVMs end as soon as they are started, with exit code " + process.exitValue(),
            null));
  }

  /** The process ids of those that live now. */
  synchronized List<Long> pids() {
    return alive.stream().map(Process::pid).sorted().toList();
  }

  /** A worker with this process id has joined: it ends by itself when the driver hangs up. */
  synchronized void joined(long pid) {
    joined.add(pid);
  }

  /** Ends a process of these at once, whatever it does: another one is started. */
  synchronized void kill(long pid) {
    alive.stream().filter(process -> process.pid() == pid).forEach(Process::destroyForcibly);
  }

  /** Those that joined have been hung up on, the others are killed; so is who does not end. */
  @Override
  public void close() {
    List<Process> last;
    synchronized (this) {
      closed = true;
      last = List.copyOf(alive);
      last.stream()
          .filter(process -> !joined.contains(process.pid()))
          .forEach(Process::destroyForcibly);
    }
    for (Process process : last) {
      try {
        process.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      process.destroyForcibly();
    }
  }
}
