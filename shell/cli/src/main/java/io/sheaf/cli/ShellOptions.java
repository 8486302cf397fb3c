package io.sheaf.cli;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.conf.CommonOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the command line asks of the shell. Immutable.
 *
 * @param action whether to run statements, or to print something and leave
 * @param sources what to run, in the order given; empty: the prompt, or standard input
 * @param format how results are written
 * @param timer whether the time of each statement is told
 * @param common threads, memory and settings
 */
record ShellOptions(
    Action action, List<Source> sources, ResultFormat format, boolean timer, CommonOptions common) {

  enum Action {
    RUN,
    HELP,
    VERSION
  }

  /** Where statements come from. */
  sealed interface Source {
    /** Statements on the command line. */
    record Text(String sql) implements Source {}

    /** A file of statements; {@code -} is standard input. */
    record File(String path) implements Source {}
  }

  static final String HELP =
      """
      Usage: sheaf [options]                 SQL at a prompt, or from standard input
             sheaf tpch --help               the TPC-H runner
             sheaf worker --help             a JVM that computes for another one
             sheaf --prepare                 make the cache that starts are fast by; happens by itself

        -e, --execute SQL   run statements, separated by semicolons, and leave
        -f, --file FILE     run the statements of a file and leave ("-": standard input)
        --format FORMAT     table (default), csv, json or markdown
        --timer             tell how long each statement took
      """
          + CommonOptions.HELP
          + """
            -h, --help          print this and leave
            -V, --version       print the version and leave

          Exit codes: 0 all went well, 1 a statement failed, 2 the command line is wrong.
          """;

  ShellOptions {
    sources = List.copyOf(sources);
  }

  /**
   * Reads the words of a command line.
   *
   * @throws SheafException blaming the user for a word that means nothing
   */
  static ShellOptions parse(List<String> words) {
    CommonOptions.Builder common = CommonOptions.builder();
    List<Source> sources = new ArrayList<>();
    Action action = Action.RUN;
    ResultFormat format = ResultFormat.TABLE;
    boolean timer = false;
    for (int i = 0; i < words.size(); ) {
      int taken = common.accept(words, i);
      if (taken > 0) {
        i += taken;
        continue;
      }
      String word = words.get(i++);
      int equals = word.indexOf('=');
      boolean joined = word.startsWith("--") && equals > 0;
      String option = joined ? word.substring(0, equals) : word;
      switch (option) {
        case "-e", "--execute", "-f", "--file", "--format" -> {
          if (!joined && i == words.size()) {
            throw usage(option + " needs a value");
          }
          String value = joined ? word.substring(equals + 1) : words.get(i++);
          switch (option) {
            case "--format" -> format = format(value);
            case "-f", "--file" -> sources.add(new Source.File(value));
            default -> sources.add(new Source.Text(value));
          }
        }
        case "--timer" -> timer = true;
        case "-h", "--help" -> action = Action.HELP;
        case "-V", "--version" -> action = Action.VERSION;
        default -> throw usage("unknown option '" + word + "'");
      }
    }
    return new ShellOptions(action, sources, format, timer, common.build());
  }

  private static ResultFormat format(String name) {
    return ResultFormat.of(name)
        .orElseThrow(
            () ->
                usage(
                    "--format takes table, csv, json or markdown, not '"
                        + name.toLowerCase(Locale.ROOT)
                        + "'"));
  }

  private static SheafException usage(String message) {
    return SheafException.user("BAD_OPTION", message);
  }
}
