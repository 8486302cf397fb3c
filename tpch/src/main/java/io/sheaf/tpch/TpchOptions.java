package io.sheaf.tpch;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.conf.CommonOptions;
import io.sheaf.columnar.values.Nearest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A parsed command line.
 *
 * @param scale the scale factor
 * @param data the folder that the user named, if any
 * @param runs how often each query is run
 */
record TpchOptions(
    Command command,
    BigDecimal scale,
    Optional<String> data,
    List<Integer> queries,
    int runs,
    CommonOptions common) {

  enum Command {
    GENERATE,
    RUN,
    VERIFY,
    HELP
  }

  static final String HELP =
      """
      Usage: sheaf tpch generate|run|verify [options]

      generate    writes the tables of a scale factor as DIR/TABLE/*.parquet
      run         runs the queries, prints their times and compares the answers
      verify      runs each query once and compares the answers

        --scale SF          the scale factor (default: 1)
        --data DIR          the folder of the tables (default: one in the user's cache folder,
                            generated when it is missing)
        --queries LIST      such as 1,5-9 (default: all 22)
        --runs N            how often each query is run (default: 1); with more than one, the
                            first does not count and the median of the others is printed
      """
          + CommonOptions.HELP;

  private static final List<String> OPTIONS =
      List.of("--scale", "--data", "--queries", "--runs", "--threads", "--memory", "--set");

  static TpchOptions parse(List<String> words) {
    Command command = null;
    BigDecimal scale = BigDecimal.ONE;
    Optional<String> data = Optional.empty();
    List<Integer> queries = TpchQueries.all();
    int runs = 1;
    CommonOptions.Builder common = CommonOptions.builder();
    int i = 0;
    while (i < words.size()) {
      int taken = common.accept(words, i);
      if (taken > 0) {
        i += taken;
        continue;
      }
      String word = words.get(i);
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String option = equals > 0 ? word.substring(0, equals) : word;
      if (!option.startsWith("-")) {
        if (command != null) {
          throw usage("unexpected '" + word + "'");
        }
        command = command(word);
        i++;
        continue;
      }
      if (option.equals("--help") || option.equals("-h")) {
        command = Command.HELP;
        i++;
        continue;
      }
      if (!OPTIONS.contains(option)) {
        throw usage("unknown option '" + option + "'" + Nearest.hint(option, OPTIONS));
      }
      if (equals < 0 && i + 1 == words.size()) {
        throw usage(option + " needs a value");
      }
      String value = equals > 0 ? word.substring(equals + 1) : words.get(i + 1);
      i += equals > 0 ? 1 : 2;
      switch (option) {
        case "--scale" -> scale = scale(value);
        case "--data" -> data = Optional.of(value);
        case "--queries" -> queries = TpchQueries.parse(value);
        default -> runs = runs(value);
      }
    }
    if (command == null) {
      throw usage("tell what to do: generate, run or verify (--help says more)");
    }
    return new TpchOptions(command, scale, data, queries, runs, common.build());
  }

  private static Command command(String word) {
    return switch (word) {
      case "generate" -> Command.GENERATE;
      case "run" -> Command.RUN;
      case "verify" -> Command.VERIFY;
      case "help" -> Command.HELP;
      default ->
          throw usage(
              "unknown command '"
                  + word
                  + "'"
                  + Nearest.hint(word, List.of("generate", "run", "verify", "help")));
    };
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

  private static int runs(String value) {
    if (!value.matches("[1-9]\\d{0,4}")) {
      throw usage("--runs takes a number from 1 to 99999, not '" + value + "'");
    }
    return Integer.parseInt(value);
  }

  private static SheafException usage(String message) {
    return SheafException.user("BAD_OPTION", message);
  }

  /** The folder of the tables: the user's, or one per scale factor in the cache. */
  String folder() {
    return data.orElseGet(
        () -> {
          String cache = System.getenv("XDG_CACHE_HOME");
          Path root =
              cache == null || cache.isBlank()
                  ? Path.of(System.getProperty("user.home"), ".cache")
                  : Path.of(cache);
          return root.resolve("sheaf/tpch/sf" + scale.toPlainString()).toString();
        });
  }
}
