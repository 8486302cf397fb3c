package io.sheaf.tpch;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.client.ClosedOnExit;
import io.sheaf.tpch.peer.Comparison;
import io.sheaf.tpch.peer.PeerContest;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;

/** The command {@code sheaf tpch}. */
public final class TpchMain {
  private TpchMain() {}

  /**
   * Exits with 0, with 1 when a query failed or gave a wrong answer, with 2 for a wrong command.
   */
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out, System.err));
  }

  /** Does what the words say and returns the exit code. */
  public static int run(List<String> words, PrintStream out, PrintStream err) {
    try {
      TpchOptions options = TpchOptions.parse(words);
      return switch (options.command()) {
        case HELP -> {
          out.print(TpchOptions.HELP);
          yield 0;
        }
        case GENERATE -> {
          generate(options, err);
          yield 0;
        }
        case RUN, VERIFY -> {
          BigDecimal scale = options.tables().scale();
          if (options.command() == TpchOptions.Command.VERIFY && !TpchAnswers.exist(scale)) {
            throw SheafException.user("NO_ANSWERS", TpchAnswers.missing(scale));
          }
          prepare(options, err);
          yield new TpchRunner(options, out).run() ? 0 : 1;
        }
        case PROFILE -> {
          prepare(options, err);
          profile(options, out);
          yield 0;
        }
        case POWER -> {
          prepare(options, err);
          yield new TpchStreams(options, out).power() ? 0 : 1;
        }
        case THROUGHPUT -> {
          prepare(options, err);
          yield new TpchStreams(options, out).throughput() ? 0 : 1;
        }
        case COMPARE -> {
          prepare(options, err);
          yield compare(options, out, err);
        }
      };
    } catch (SheafException e) {
      err.println("sheaf: " + e.getMessage());
      if (e.blame() == SheafException.Blame.BUG) {
        e.printStackTrace(err);
      }
      return e.code().equals("BAD_OPTION") ? 2 : 1;
    }
  }

  private static void profile(TpchOptions options, PrintStream out) {
    TpchSession session = TpchSession.open(options.tables(), options.common().settings());
    try (var _ = ClosedOnExit.of(session);
        session) {
      out.println(OperatorProfile.header());
      for (int query : options.queries()) {
        OperatorProfile profile = session.profile(query, options.effort().runs());
        out.println(profile.row(TpchQueries.name(query)));
      }
    }
  }

  private static int compare(TpchOptions options, PrintStream out, PrintStream err) {
    Comparison comparison =
        new PeerContest(options.tables(), options.common(), err)
            .run(options.against().peers(), options.queries(), options.effort().runs());
    out.print(options.against().format().write(comparison));
    return comparison.failures().isEmpty() ? 0 : 1;
  }

  private static void prepare(TpchOptions options, PrintStream err) {
    if (TpchGenerator.isComplete(options.tables().folder())) {
      return;
    }
    if (options.tables().data().isPresent()) {
      throw SheafException.user(
          "NO_SUCH_FILE",
          "%s does not hold the TPC-H tables; make them with: sheaf tpch generate --scale %s --data %s"
              .formatted(
                  options.tables().folder(),
                  options.tables().scale().toPlainString(),
                  options.tables().folder()));
    }
    generate(options, err);
  }

  private static void generate(TpchOptions options, PrintStream err) {
    String folder = options.tables().folder();
    if (TpchGenerator.isComplete(folder)) {
      err.println(folder + " already holds the TPC-H tables");
      return;
    }
    double scale = options.tables().scale().doubleValue();
    int threads = options.common().threads().orElse(Runtime.getRuntime().availableProcessors());
    err.println(
        "TPC-H at scale factor " + options.tables().scale().toPlainString() + " into " + folder);
    boolean terminal = System.console() != null && System.console().isTerminal();
    ProgressBar progress = new ProgressBar(err, "generating", TpchGenerator.rows(scale), terminal);
    new TpchGenerator(scale, threads, progress).generate(folder);
  }
}
