package io.sheaf.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The interactive loop: reads statements with editing and history, runs them, and takes the
 * commands that start with a backslash. Ctrl-C drops the line being typed, or cancels the running
 * statement. For one thread.
 */
final class Prompt {
  private static final long ROWS_SHOWN = 1000;
  private static final String HELP =
      """
      Statements end with a semicolon and may span lines. Ctrl-C cancels, Ctrl-D leaves.
        \\?                this help
        \\q                leave
        \\d [TABLE]        list the tables, or describe one
        \\i FILE           run the statements of a file
        \\format FORMAT    table, csv, json or markdown
        \\rows N|all       how many rows a table shows
        \\timer            tell times, or stop telling them
      """;

  /** Lines that are not remembered: JLine makes a regular expression of it. */
  private static final String SECRETS = "(?is)*secret.key*:*session.token*";

  private final SqlConsole console;
  private final PrintStream err;

  Prompt(SqlConsole console, PrintStream err) {
    this.console = console;
    this.err = err;
  }

  /** The columns of the terminal, 0 when they cannot be told. */
  static int terminalWidth() {
    try (Terminal terminal = terminal()) {
      return Math.max(0, terminal.getSize().getColumns());
    } catch (IOException e) {
      return 0;
    }
  }

  private static Terminal terminal() throws IOException {
    return TerminalBuilder.builder().system(true).dumb(true).build();
  }

  /** Runs until the user leaves. */
  void run() throws IOException {
    try (Terminal terminal = terminal()) {
      LineReader reader = reader(terminal);
      console.timer(true);
      console.maxRows(ROWS_SHOWN);
      terminal.handle(Terminal.Signal.INT, signal -> console.cancel());
      terminal.writer().println("Sheaf. \\? for help, \\q to leave.");
      terminal.flush();
      boolean open = true;
      while (open) {
        console.width(Math.max(0, terminal.getSize().getColumns()));
        try {
          open = take(reader.readLine("sheaf> "), terminal.writer());
        } catch (UserInterruptException e) {
          continue;
        } catch (EndOfFileException e) {
          open = false;
        }
        terminal.flush();
      }
    }
  }

  private static LineReader reader(Terminal terminal) {
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .appName("sheaf")
            .terminal(terminal)
            .parser(new PromptParser())
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.BRACKETED_PASTE, true)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "  ...> ")
            .variable(LineReader.BLINK_MATCHING_PAREN, 0L)
            .variable(LineReader.HISTORY_IGNORE, SECRETS);
    historyFile().ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    return builder.build();
  }

  /** Where statements are remembered; empty when that folder cannot be made. */
  private static Optional<Path> historyFile() {
    String state = System.getenv("XDG_STATE_HOME");
    Path folder =
        state == null || state.isBlank()
            ? Path.of(System.getProperty("user.home"), ".local", "state", "sheaf")
            : Path.of(state, "sheaf");
    try {
      return Optional.of(Files.createDirectories(folder).resolve("history"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Takes what was typed; returns whether to go on. */
  boolean take(String text, PrintWriter out) throws IOException {
    String line = text.strip();
    String word = line.endsWith(";") ? line.substring(0, line.length() - 1).strip() : line;
    switch (word.toLowerCase(Locale.ROOT)) {
      case "\\q", "exit", "quit" -> {
        return false;
      }
      case "\\?", "help" -> out.print(HELP);
      default -> {
        try {
          if (line.startsWith("\\")) {
            command(word, out);
          } else {
            for (String statement : StatementScanner.statements(text)) {
              console.run(statement);
            }
          }
        } catch (SQLException e) {
          err.println(ShellMain.message(e));
        } catch (ScriptException e) {
          err.println(e.getMessage());
        }
      }
    }
    return true;
  }

  private void command(String line, PrintWriter out) throws SQLException, IOException {
    List<String> words = List.of(line.split("\\s+", 2));
    String argument = words.size() > 1 ? words.get(1).strip() : "";
    switch (words.getFirst()) {
      case "\\d" -> console.run(argument.isEmpty() ? "SHOW TABLES" : "DESCRIBE " + argument);
      case "\\i" -> Script.runFile(argument, console);
      case "\\format" ->
          ResultFormat.of(argument)
              .ifPresentOrElse(
                  console::format,
                  () -> err.println("\\format takes table, csv, json or markdown"));
      case "\\rows" -> {
        if (argument.matches("\\d{1,15}")) {
          console.maxRows(Long.parseLong(argument));
        } else if (argument.equals("all")) {
          console.maxRows(Long.MAX_VALUE);
        } else {
          err.println("\\rows takes a number or all");
        }
      }
      case "\\timer" -> {
        console.timer(!console.timer());
        out.println(console.timer() ? "times are told" : "times are not told");
      }
      default -> err.println("unknown command " + words.getFirst() + ", \\? lists them");
    }
  }
}
