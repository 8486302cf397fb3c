package io.sheaf.tpch;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.client.ClosedOnExit;
import io.sheaf.columnar.values.SqlText;
import io.sheaf.dataframe.Result;
import io.sheaf.dataframe.Row;
import io.sheaf.dataframe.Session;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
    Session session = open();
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

  private Session open() {
    Session.Builder builder = Session.builder();
    options.common().settings().forEach(builder::set);
    Session session = builder.build();
    try {
      createViews(session, options.folder());
      return session;
    } catch (SheafException e) {
      session.close();
      throw e;
    }
  }

  /** Names the tables of a folder in a session. */
  static void createViews(Session session, String folder) {
    for (TpchTables<?> table : TpchTables.ALL) {
      String files = (folder + "/" + table.name() + "/*.parquet").replace("'", "''");
      String view = "CREATE VIEW %s AS SELECT * FROM read_parquet('%s')";
      session.sql(view.formatted(table.name(), files)).close();
    }
  }

  private Outcome run(Session session, int query, List<Double> seconds) {
    String name = TpchQueries.name(query);
    try {
      String text = TpchQueries.text(query, options.scale());
      int runs = options.command() == TpchOptions.Command.VERIFY ? 1 : options.runs();
      List<Double> times = new ArrayList<>();
      List<List<String>> first = null;
      for (int i = 0; i < runs; i++) {
        long start = System.nanoTime();
        List<List<String>> rows = fetch(session, text);
        times.add((System.nanoTime() - start) / 1e9);
        Optional<String> wrong = check(query, rows);
        if (wrong.isPresent()) {
          out.printf("%s  WRONG: %s%n", name, wrong.get());
          return Outcome.FAILED;
        }
        first = first == null ? rows : first;
      }
      double time = median(times.size() > 1 ? times.subList(1, times.size()) : times);
      seconds.add(time);
      boolean known = TpchAnswers.rows(query, options.scale()).isPresent();
      out.printf(
          Locale.ROOT,
          "%s %7d rows %9.3f s  %s%n",
          name,
          first.size(),
          time,
          known ? "verified" : "not verified");
      return known ? Outcome.VERIFIED : Outcome.NO_ANSWER;
    } catch (SheafException e) {
      out.printf("%s  FAILED: %s%n", name, e.getMessage());
      return Outcome.FAILED;
    }
  }

  private static List<List<String>> fetch(Session session, String text) {
    List<List<String>> rows = new ArrayList<>();
    try (Result result = session.sql(text)) {
      for (Row row : result.rows()) {
        List<String> fields = new ArrayList<>(row.size());
        row.values().forEach(value -> fields.add(SqlText.of(value)));
        rows.add(fields);
      }
    }
    return rows;
  }

  private Optional<String> check(int query, List<List<String>> rows) {
    return TpchAnswers.rows(query, options.scale())
        .flatMap(expected -> AnswerRule.of(query).difference(expected, rows));
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private void conclude(List<Double> seconds, int verified, int failed) {
    if (!seconds.isEmpty()) {
      double logs = seconds.stream().mapToDouble(Math::log).sum();
      out.printf(Locale.ROOT, "geometric mean %.3f s%n", Math.exp(logs / seconds.size()));
    }
    out.printf("%d of %d queries verified%n", verified, options.queries().size());
    if (failed > 0) {
      out.printf("%d failed%n", failed);
    }
    if (!TpchAnswers.exist(options.scale())) {
      out.printf(
          "there are no expected answers for scale factor %s: answers are known at 0.01, 0.1, 1 and"
              + " 10%n",
          options.scale().toPlainString());
    }
  }
}
