package io.sheaf.tpch.peer;

import io.sheaf.columnar.SheafException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** This side of a process that holds an engine. For one thread. */
final class PeerProcess implements AutoCloseable {
  private final String title;
  private final Process process;
  private final Path log;
  private final Writer questions;
  private final BufferedReader answers;

  /**
   * @param log where the engine's own output goes
   */
  PeerProcess(String title, List<String> command, Path log) {
    this.title = title;
    this.log = log;
    try {
      process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    } catch (IOException e) {
      throw SheafException.external("NO_PEER", "cannot start " + title + ": " + e.getMessage(), e);
    }
    questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String first = read();
    if (!first.equals(PeerMain.READY)) {
      close();
      throw SheafException.external("NO_PEER", title + " did not start: " + first, null);
    }
  }

  /** One run of a query: seconds, or why there are none. */
  record Answer(double seconds, String failure) {}

  Answer run(int query) {
    try {
      questions.write(query + "\n");
      questions.flush();
    } catch (IOException e) {
      throw died();
    }
    String line = read();
    return line.startsWith(PeerMain.DONE)
        ? new Answer(Double.parseDouble(line.substring(PeerMain.DONE.length() + 1)), null)
        : new Answer(Double.NaN, line.substring(PeerMain.FAILED.length() + 1));
  }

  private String read() {
    try {
      String line = answers.readLine();
      if (line != null) {
        return line;
      }
    } catch (IOException e) {
      // as if it had ended
    }
    throw died();
  }

  private SheafException died() {
    return SheafException.external(
        "NO_PEER", "the process of %s ended; see %s".formatted(title, log), null);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
