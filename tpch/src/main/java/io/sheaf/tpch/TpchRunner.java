package io.sheaf.tpch;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.client.ClosedOnExit;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs queries one after another and prints a line for each. For one thread. */
final class TpchRunner {
  private final TpchOptions options;
  private final PrintStream out;

  TpchRunner(TpchOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** What became of a query. */
  private enum Outcome {
    VERIFIED,
    NO_ANSWER,
    FAILED
  }

  /** Returns whether no query failed or gave a wrong answer. */
  boolean run() {
    List<Double> seconds = new ArrayList<>();
    int verified = 0;
    int failed = 0;
    TpchSession session = TpchSession.open(options.tables(), options.common().settings());
    try (var _ = ClosedOnExit.of(session);
        session) {
      for (int query : options.queries()) {
        switch (run(session, query, seconds)) {
          case VERIFIED -> verified++;
          case FAILED -> failed++;
          case NO_ANSWER -> {}
        }
      }
    }
    conclude(seconds, verified, failed);
    return failed == 0;
  }

  private Outcome run(TpchSession session, int query, List<Double> seconds) {
    String name = TpchQueries.name(query);
    try {
      int runs = options.command() == TpchOptions.Command.VERIFY ? 1 : options.effort().runs();
      List<Double> times = new ArrayList<>();
      int rows = 0;
      for (int i = 0; i < runs; i++) {
        TpchSession.Answer answer = session.run(query);
        times.add(answer.seconds());
        rows = answer.rows();
        if (answer.wrong().isPresent()) {
          out.printf("%s  WRONG: %s%n", name, answer.wrong().get());
          return Outcome.FAILED;
        }
      }
      double time = Times.warmMedian(times);
      seconds.add(time);
      boolean known = TpchAnswers.exist(options.tables().scale());
      out.printf(
          Locale.ROOT,
          "%s %7d rows %9.3f s  %s%n",
          name,
          rows,
          time,
          known ? "verified" : "not verified");
      return known ? Outcome.VERIFIED : Outcome.NO_ANSWER;
    } catch (SheafException e) {
      out.printf("%s  FAILED: %s%n", name, e.getMessage());
      return Outcome.FAILED;
    }
  }

  private void conclude(List<Double> seconds, int verified, int failed) {
    if (!seconds.isEmpty()) {
      out.printf(Locale.ROOT, "geometric mean %.3f s%n", Times.geometricMean(seconds));
    }
    out.printf("%d of %d queries verified%n", verified, options.queries().size());
    if (failed > 0) {
      out.printf("%d failed%n", failed);
    }
    if (!TpchAnswers.exist(options.tables().scale())) {
      out.println(TpchAnswers.missing(options.tables().scale()));
    }
  }
}
