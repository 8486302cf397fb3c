package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.SheafException.Blame;
import io.sheaf.engine.CancelToken;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Lines that a program of the system makes of each partition's objects, a line each. */
public record Piped(CallSite site, List<String> command) implements Step {
  private static final int MOST_SAID = 2000;

  public Piped {
    command = List.copyOf(command);
  }

  @Override
  public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
    try {
      Path said = Files.createTempFile("sheaf-pipe", ".txt");
      scope.onClose(() -> delete(said));
      Process process = new ProcessBuilder(command).redirectError(said.toFile()).start();
      Lines lines = new Lines(scope.query().cancel(), process, said);
      Thread feeder = lines.feed(scope, input);
      Runnable stop = () -> stop(process);
      scope.query().cancel().onCancel(stop);
      scope.onStop(
          () -> {
            scope.query().cancel().removeListener(stop);
            stop(process);
            join(feeder);
          });
      return lines;
    } catch (IOException e) {
      throw new SheafException(Blame.USER, "PIPE", site + ": " + e.getMessage(), e);
    }
  }

  /** Whatever it started holds its output open, too. */
  private static void stop(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // the input is not ours before the thread has left it
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the process says, read by one thread while another one feeds it. */
  private final class Lines implements Iterator<String> {
    private final CancelToken cancel;
    private final Process process;
    private final Path said;
    private final BufferedReader out;
    private volatile Throwable failure;
    private Thread feeder;
    private String line;
    private boolean over;

    Lines(CancelToken cancel, Process process, Path said) {
      this.cancel = cancel;
      this.process = process;
      this.said = said;
      this.out = process.inputReader();
    }

    Thread feed(TaskScope scope, Iterator<?> input) {
      feeder = Thread.ofVirtual().start(() -> write(scope, input));
      return feeder;
    }

    private void write(TaskScope scope, Iterator<?> input) {
      TaskScope.Around around = TaskScope.enter(scope);
      try (BufferedWriter in = process.outputWriter()) {
        while (input.hasNext()) {
          in.write(String.valueOf(input.next()));
          in.write('\n');
        }
      } catch (IOException e) {
        // It wants no more; whether that is a failure its exit code says.
      } catch (Throwable t) {
        failure = t;
        process.destroyForcibly();
      } finally {
        around.leave();
      }
    }

    @Override
    public boolean hasNext() {
      if (line == null && !over) {
        try {
          line = out.readLine();
        } catch (IOException e) {
          line = null; // it was ended
        }
        over = line == null;
        if (over) {
          end();
        }
      }
      return line != null;
    }

    private void end() {
      int code;
      try {
        code = process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SheafException(Blame.EXTERNAL, "INTERRUPTED", site + " was interrupted", e);
      }
      cancel.check();
      join(feeder); // what it adds to accumulators is told with the last row
      switch (failure) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable t -> throw new IllegalStateException(t); // nothing there declares it
      }
      if (code != 0) {
        throw SheafException.user("PIPE", site + ": " + command + " ended with " + code + words());
      }
    }

    private String words() {
      try {
        String all = Files.readString(said).strip();
        return all.isEmpty() ? "" : ": " + all.substring(0, Math.min(MOST_SAID, all.length()));
      } catch (IOException e) {
        return "";
      }
    }

    @Override
    public String next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      String next = line;
      line = null;
      return next;
    }
  }
}
