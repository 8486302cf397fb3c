package io.sheaf.tpch;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.client.ClosedOnExit;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The power test, one stream of queries, and the throughput test, several at the same time, each in
 * an order of its own. Both leave out the standard's refresh functions. For one thread, which
 * starts others.
 */
final class TpchStreams {
  private static final double SECONDS_AN_HOUR = 3600;

  /** The order of the standard's power test. */
  private static final List<Integer> POWER_ORDER =
      List.of(14, 2, 9, 20, 6, 17, 18, 8, 21, 13, 3, 22, 16, 4, 11, 15, 1, 10, 19, 5, 7, 12);

  private final TpchOptions options;
  private final PrintStream out;

  TpchStreams(TpchOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** One stream's times in seconds, a query each. */
  private record StreamTimes(List<Double> seconds, int failed) {
    double sum() {
      return seconds.stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  /** Runs one stream; returns whether no query failed or gave a wrong answer. */
  boolean power() {
    TpchSession session = TpchSession.open(options.tables(), options.common().settings());
    StreamTimes times;
    try (var _ = ClosedOnExit.of(session);
        session) {
      times = stream(session, 0);
    }
    if (times.failed() == 0) {
      double power =
          SECONDS_AN_HOUR
              * options.tables().scale().doubleValue()
              / Times.geometricMean(times.seconds());
      out.printf(
          Locale.ROOT,
          "%d queries in %.3f s, geometric mean %.3f s%npower %.0f (3600 x scale / geometric mean;"
              + " without refresh functions, so no TPC result)%n",
          times.seconds().size(),
          times.sum(),
          Times.geometricMean(times.seconds()),
          power);
    }
    return times.failed() == 0;
  }

  /** Runs several streams at once; returns whether no query failed or gave a wrong answer. */
  boolean throughput() {
    int streams = options.effort().streams();
    TpchSession session = TpchSession.open(options.tables(), options.common().settings());
    int failed = 0;
    long start = System.nanoTime();
    try (var _ = ClosedOnExit.of(session);
        session;
        ExecutorService threads = Executors.newFixedThreadPool(streams)) {
      List<Callable<StreamTimes>> work = new ArrayList<>();
      for (int i = 1; i <= streams; i++) {
        int number = i;
        work.add(() -> stream(session, number));
      }
      List<Future<StreamTimes>> running = threads.invokeAll(work);
      for (int i = 0; i < streams; i++) {
        StreamTimes times = running.get(i).get();
        failed += times.failed();
        out.printf(
            Locale.ROOT,
            "stream %d: %d queries in %.3f s%n",
            i + 1,
            times.seconds().size(),
            times.sum());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SheafException failure
          ? failure
          : new SheafException(
              SheafException.Blame.BUG, "INTERNAL", "a stream of queries failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SheafException.user("CANCELLED", "the throughput test was interrupted");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (failed == 0) {
      int queries = streams * options.queries().size();
      double scale = options.tables().scale().doubleValue();
      out.printf(
          Locale.ROOT,
          "%d queries in %.3f s%nthroughput %.0f (queries an hour x scale; without refresh"
              + " functions, so no TPC result)%n",
          queries,
          seconds,
          queries * SECONDS_AN_HOUR / seconds * scale);
    }
    return failed == 0;
  }

  private StreamTimes stream(TpchSession session, int number) {
    List<Double> seconds = new ArrayList<>();
    int failed = 0;
    for (int query : order(number)) {
      try {
        TpchSession.Answer answer = session.run(query);
        if (answer.wrong().isEmpty()) {
          seconds.add(answer.seconds());
          continue;
        }
        report(number, query, "WRONG: " + answer.wrong().get());
      } catch (SheafException e) {
        report(number, query, "FAILED: " + e.getMessage());
      }
      failed++;
    }
    return new StreamTimes(seconds, failed);
  }

  private void report(int stream, int query, String message) {
    out.printf("stream %d, %s  %s%n", stream, TpchQueries.name(query), message);
  }

  private List<Integer> order(int stream) {
    List<Integer> order = new ArrayList<>(POWER_ORDER);
    if (stream > 0) {
      Collections.shuffle(order, new Random(stream));
    }
    order.retainAll(options.queries());
    return order;
  }
}
