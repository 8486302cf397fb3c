package io.sheaf.cli;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.client.ClosedOnExit;
import java.io.BufferedWriter;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** The entry of the SQL shell. */
public final class ShellMain {
  private static final int OK = 0;
  private static final int SQL_ERROR = 1;
  private static final int USAGE = 2;

  private final Writer out;
  private final PrintStream err;

  ShellMain(Writer out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] words) {
    Writer out =
        new BufferedWriter(
            new OutputStreamWriter(
                new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8),
            1 << 16);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.exit(new ShellMain(out, err).run(List.of(words)));
  }

  /** Does what the command line says and returns the exit code. */
  int run(List<String> words) {
    ShellOptions options;
    try {
      options = ShellOptions.parse(words);
    } catch (SheafException e) {
      err.println("sheaf: " + e.getMessage() + " (sheaf --help tells the options)");
      return USAGE;
    }
    try {
      switch (options.action()) {
        case HELP -> out.append(ShellOptions.HELP).flush();
        case VERSION -> out.append("sheaf ").append(version()).append('\n').flush();
        case RUN -> {
          return connect(options);
        }
      }
      return OK;
    } catch (IOException e) {
      return unwritten(e);
    }
  }

  private int connect(ShellOptions options) {
    Connection connection;
    try {
      connection = DriverManager.getConnection("jdbc:sheaf:", options.common().properties());
    } catch (SQLException e) {
      err.println("sheaf: " + e.getMessage());
      return USAGE; // nothing but a setting can be wrong here
    }
    try (var _ = ClosedOnExit.of(connection);
        connection) {
      return run(options, connection);
    } catch (SQLException e) {
      return report(e);
    }
  }

  /** Runs the sources of the options on a connection, or the prompt when there are none. */
  int run(ShellOptions options, Connection connection) {
    try {
      runSources(options, connection);
      return OK;
    } catch (SQLException e) {
      return report(e);
    } catch (ScriptException e) {
      err.println("sheaf: " + e.getMessage());
      return USAGE;
    } catch (IOException e) {
      return unwritten(e);
    }
  }

  private void runSources(ShellOptions options, Connection connection)
      throws SQLException, IOException {
    SqlConsole console = new SqlConsole(connection, out, err);
    console.format(options.format());
    console.timer(options.timer());
    Console terminal = System.console();
    boolean isTerminal = terminal != null && terminal.isTerminal();
    if (options.sources().isEmpty() && isTerminal) {
      new Prompt(console, err).run();
      return;
    }
    if (isTerminal && options.format() == ResultFormat.TABLE) {
      console.width(Prompt.terminalWidth());
    }
    if (options.sources().isEmpty()) {
      Script.runInput(console);
    }
    for (ShellOptions.Source source : options.sources()) {
      switch (source) {
        case ShellOptions.Source.Text(String sql) -> {
          for (String statement : StatementScanner.statements(sql)) {
            console.run(statement);
          }
        }
        case ShellOptions.Source.File(String path) when path.equals("-") ->
            Script.runInput(console);
        case ShellOptions.Source.File(String path) -> Script.runFile(path, console);
      }
    }
  }

  /** Nobody who stopped reading wants to hear of it; anything else, a full disk, is told. */
  private int unwritten(IOException e) {
    String reason = String.valueOf(e.getMessage());
    if (reason.toLowerCase(Locale.ROOT).contains("pipe")) {
      return OK;
    }
    err.println("sheaf: cannot write the output: " + reason);
    return USAGE;
  }

  private int report(SQLException e) {
    err.println(message(e));
    return SQL_ERROR;
  }

  /** What a person is told about a failure; its stack trace too when {@code SHEAF_DEBUG} is set. */
  static String message(SQLException e) {
    if (System.getenv("SHEAF_DEBUG") != null) {
      e.printStackTrace();
    }
    String message = e.getMessage();
    return "Error: " + (message == null ? e.getClass().getSimpleName() : message);
  }

  private static String version() {
    String version = ShellMain.class.getPackage().getImplementationVersion();
    return version == null ? "(development)" : version;
  }
}
