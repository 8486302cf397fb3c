package io.sheaf.cli;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.client.ClosedOnExit;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

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
    } catch (IOException e) {
      return OK; // nobody reads the output any more
    }
    return OK;
  }

  private int connect(ShellOptions options) throws IOException {
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
  int run(ShellOptions options, Connection connection) throws IOException {
    StatementRunner runner = new StatementRunner(connection, out, err);
    runner.format(options.format());
    runner.timer(options.timer());
    Console console = System.console();
    boolean isTerminal = console != null && console.isTerminal();
    if (options.sources().isEmpty() && isTerminal) {
      return new Prompt(runner, err).run();
    }
    if (isTerminal && options.format() == ResultFormat.TABLE) {
      runner.width(Prompt.terminalWidth());
    }
    try {
      if (options.sources().isEmpty()) {
        runAll(runner, new InputStreamReader(System.in, StandardCharsets.UTF_8));
      }
      for (ShellOptions.Source source : options.sources()) {
        runSource(runner, source);
      }
      return OK;
    } catch (SQLException e) {
      return report(e);
    } catch (NoSuchFileException e) {
      err.println("sheaf: there is no file " + e.getFile());
      return USAGE;
    }
  }

  private void runSource(StatementRunner runner, ShellOptions.Source source)
      throws SQLException, IOException {
    switch (source) {
      case ShellOptions.Source.Text(String sql) -> {
        for (String statement : StatementScanner.statements(sql)) {
          runner.run(statement);
        }
      }
      case ShellOptions.Source.File(String path) when path.equals("-") ->
          runAll(runner, new InputStreamReader(System.in, StandardCharsets.UTF_8));
      case ShellOptions.Source.File(String path) -> runFile(runner, Path.of(path));
    }
  }

  /** Runs the statements of a file, each as soon as it is read. */
  static void runFile(StatementRunner runner, Path path) throws SQLException, IOException {
    try (Reader reader = Files.newBufferedReader(path)) {
      runAll(runner, reader);
    }
  }

  private static void runAll(StatementRunner runner, Reader text) throws SQLException, IOException {
    BufferedReader lines = new BufferedReader(text);
    StatementScanner scanner = new StatementScanner();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      for (String statement : scanner.feed(line + "\n")) {
        runner.run(statement);
      }
    }
    if (!scanner.isEmpty()) {
      runner.run(scanner.finish());
    }
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
