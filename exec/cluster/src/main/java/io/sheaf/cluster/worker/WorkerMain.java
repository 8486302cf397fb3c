package io.sheaf.cluster.worker;

import io.sheaf.columnar.SheafException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** The command {@code sheaf worker}. */
public final class WorkerMain {
  private WorkerMain() {}

  /**
   * Exits with 0 when the driver is gone, with 1 when it cannot be joined, with 2 for bad words.
   */
  public static void main(String[] args) throws InterruptedException {
    System.exit(work(List.of(args), System.getenv()));
  }

  /** Does what the words say until the driver is gone, and returns the exit code. */
  public static int work(List<String> words, Map<String, String> environment)
      throws InterruptedException {
    if (words.contains("--help") || words.contains("-h")) {
      System.out.print(WorkerOptions.HELP);
      return 0;
    }
    WorkerOptions options;
    try {
      options = WorkerOptions.parse(words, environment);
    } catch (SheafException e) {
      System.err.println("sheaf: " + e.getMessage() + " (sheaf worker --help tells the options)");
      return 2;
    }
    return run(options);
  }

  private static void tell(String news) {
    System.err.println("sheaf worker: " + news);
  }

  private static int run(WorkerOptions options) throws InterruptedException {
    try (Worker worker =
        new Worker(options, System::nanoTime, options.quiet() ? news -> {} : WorkerMain::tell)) {
      worker.run();
      return 0;
    } catch (SheafException e) {
      System.err.println("sheaf: " + e.getMessage());
    } catch (CompletionException e) {
      System.err.println("sheaf: " + e.getCause().getMessage());
    }
    return 1;
  }
}
