package io.sheaf.tpch;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.conf.CommonOptions;
import io.sheaf.columnar.values.Nearest;
import io.sheaf.tpch.peer.Peer;
import io.sheaf.tpch.peer.ReportFormat;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A parsed command line.
 *
 * @param queries numbers of queries, sorted
 */
record TpchOptions(
    Command command,
    DataSet tables,
    List<Integer> queries,
    Effort effort,
    Against against,
    CommonOptions common) {

  enum Command {
    GENERATE,
    RUN,
    VERIFY,
    COMPARE,
    POWER,
    THROUGHPUT,
    PROFILE,
    HELP
  }

  /**
   * How much is run.
   *
   * @param runs how often each query is run
   * @param streams how many streams of queries run at the same time
   */
  record Effort(int runs, int streams) {}

  /** Whom Sheaf is compared with, and how that is printed. */
  record Against(List<Peer> peers, ReportFormat format) {}

  static final String HELP =
      """
      Usage: sheaf tpch generate|run|verify|compare|profile|power|throughput [options]

      generate    writes the tables of a scale factor as DIR/TABLE/*.parquet
      run         runs the queries, prints their times and compares the answers
      verify      runs each query once and compares the answers
      compare     runs the queries by turns in Sheaf and in other engines, each in a process of its
                  own over the same files, and prints medians and ratios
      profile     runs the queries --runs times and tells where the time of the last run went, by
                  kind of operator, as a Markdown table; times are summed over threads
      power       runs the queries once, in the order of the standard's power test
      throughput  runs several streams of the queries at the same time

        --scale SF          the scale factor (default: 1)
        --data DIR          the folder of the tables (default: one in the user's cache folder,
                            generated when it is missing)
        --queries LIST      such as 1,5-9 (default: all 22)
        --runs N            how often each query is run (default: 1; compare, profile: 4); with
                            more than one, the first does not count and the median of the others is printed
        --with ENGINES      whom to compare with: duckdb, spark or both with a comma (default:
                            duckdb); they are downloaded with Maven (mvn) at the first time
        --format F          how compare prints: table, json or markdown (default: table)
        --streams N         how many streams (default: 2)
      """
          + CommonOptions.HELP;

  private static final List<String> OWN =
      List.of("--scale", "--data", "--queries", "--runs", "--with", "--format", "--streams");
  private static final int WARM_RUNS = 4;

  static TpchOptions parse(List<String> words) {
    Optional<Command> command = Optional.empty();
    Map<String, String> own = new HashMap<>();
    CommonOptions.Builder common = CommonOptions.builder();
    int i = 0;
    while (i < words.size()) {
      String word = words.get(i);
      int taken = common.accept(words, i);
      if (taken == 0 && word.startsWith("-")) {
        if (word.equals("--help") || word.equals("-h")) {
          command = Optional.of(Command.HELP);
          break;
        }
        taken = accept(words, i, own);
      } else if (taken == 0) {
        if (command.isPresent()) {
          throw usage("unexpected '" + word + "'");
        }
        command = Optional.of(command(word));
        taken = 1;
      }
      i += taken;
    }
    return of(
        command.orElseThrow(
            () -> usage("tell what to do: generate, run or verify (--help says more)")),
        own,
        common.build());
  }

  /** Takes the option at a position with its value; returns how many words these are. */
  private static int accept(List<String> words, int position, Map<String, String> own) {
    String word = words.get(position);
    int equals = word.indexOf('=');
    String option = equals > 0 ? word.substring(0, equals) : word;
    if (!OWN.contains(option)) {
      List<String> known = new ArrayList<>(OWN);
      known.addAll(List.of("--threads", "--memory", "--set"));
      throw usage("unknown option '" + option + "'" + Nearest.hint(option, known));
    }
    if (equals < 0 && position + 1 == words.size()) {
      throw usage(option + " needs a value");
    }
    own.put(option, equals > 0 ? word.substring(equals + 1) : words.get(position + 1));
    return equals > 0 ? 1 : 2;
  }

  private static TpchOptions of(Command command, Map<String, String> own, CommonOptions common) {
    int runs = command == Command.COMPARE || command == Command.PROFILE ? WARM_RUNS : 1;
    return new TpchOptions(
        command,
        new DataSet(
            scale(own.getOrDefault("--scale", "1")), Optional.ofNullable(own.get("--data"))),
        own.containsKey("--queries") ? TpchQueries.parse(own.get("--queries")) : TpchQueries.all(),
        new Effort(
            count("--runs", own.getOrDefault("--runs", "" + runs)),
            count("--streams", own.getOrDefault("--streams", "2"))),
        new Against(
            Peer.parse(own.getOrDefault("--with", "duckdb")),
            ReportFormat.parse(own.getOrDefault("--format", "table"))),
        common);
  }

  private static Command command(String word) {
    List<String> names =
        Arrays.stream(Command.values()).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
    if (!names.contains(word)) {
      throw usage("unknown command '" + word + "'" + Nearest.hint(word, names));
    }
    return Command.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static BigDecimal scale(String value) {
    try {
      BigDecimal scale = new BigDecimal(value).stripTrailingZeros();
      if (scale.signum() > 0 && scale.compareTo(BigDecimal.valueOf(100_000)) <= 0) {
        return scale;
      }
    } catch (NumberFormatException e) {
      // falls through to the message
    }
    throw usage("--scale takes a positive number such as 0.1 or 10, not '" + value + "'");
  }

  private static int count(String option, String value) {
    if (!value.matches("[1-9]\\d{0,4}")) {
      throw usage(option + " takes a number from 1 to 99999, not '" + value + "'");
    }
    return Integer.parseInt(value);
  }

  private static SheafException usage(String message) {
    return SheafException.user("BAD_OPTION", message);
  }
}
