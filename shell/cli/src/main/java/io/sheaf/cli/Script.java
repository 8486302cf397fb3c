package io.sheaf.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Statements from a file or from the standard input, each run as soon as it is read. What goes
 * wrong with reading is a {@link ScriptException}; any other {@link IOException} is about the
 * output.
 */
final class Script {
  private final String name;
  private final BufferedReader lines;

  private Script(String name, Reader text) {
    this.name = name;
    this.lines = new BufferedReader(text);
  }

  /** Runs the statements of a UTF-8 file. */
  static void runFile(String path, SqlConsole console) throws SQLException, IOException {
    try (InputStream bytes = open(path)) {
      new Script(path, reader(bytes)).run(console);
    }
  }

  /** Runs the statements that come from the standard input. */
  static void runInput(SqlConsole console) throws SQLException, IOException {
    new Script("the standard input", reader(System.in)).run(console);
  }

  private static Reader reader(InputStream bytes) {
    return new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
  }

  private static InputStream open(String path) throws ScriptException {
    try {
      return Files.newInputStream(Path.of(path));
    } catch (IOException | InvalidPathException e) {
      throw unreadable(path, e);
    }
  }

  private void run(SqlConsole console) throws SQLException, IOException {
    StatementScanner scanner = new StatementScanner();
    for (String line = readLine(); line != null; line = readLine()) {
      for (String statement : scanner.feed(line + "\n")) {
        console.run(statement);
      }
    }
    if (!scanner.isEmpty()) {
      console.run(scanner.finish());
    }
  }

  private String readLine() throws ScriptException {
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static ScriptException unreadable(String name, Exception e) {
    String message =
        switch (e) {
          case NoSuchFileException missing -> "there is no file " + name;
          case AccessDeniedException denied -> "no permission to read " + name;
          case CharacterCodingException malformed -> name + " is not UTF-8 text";
          default -> "cannot read " + name + ": " + e.getMessage();
        };
    return new ScriptException(message, e);
  }
}
