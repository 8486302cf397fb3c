package io.sheaf.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of the assembled launcher as a process of its own.
 *
 * @param exitCode what the process returned
 * @param out its standard output
 * @param err its standard error
 */
record Launch(int exitCode, String out, String err) {
  static final Path HOME = SourceTree.ROOT.resolve("shell/dist/target/sheaf");

  private static final long PATIENCE_SECONDS = 120;

  /** Runs {@code bin/sheaf} with the words given and nothing on standard input. */
  static Launch sheaf(String... words) throws IOException, InterruptedException {
    return run(Map.of(), "", words);
  }

  /** Runs {@code bin/sheaf} with text on standard input. */
  static Launch piped(String input, String... words) throws IOException, InterruptedException {
    return run(Map.of(), input, words);
  }

  /** Runs {@code bin/sheaf} in an environment that holds these variables and no others. */
  static Launch inEnvironment(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    return run(environment, "", words);
  }

  private static Launch run(Map<String, String> environment, String input, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(HOME.resolve("bin/sheaf").toString());
    command.addAll(List.of(words));
    Path folder = Files.createTempDirectory("launch");
    Path in = Files.writeString(folder.resolve("in"), input);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    if (environment.isEmpty()) {
      builder.environment().put("SHEAF_JAVA_HOME", System.getProperty("java.home"));
    } else {
      builder.environment().clear();
      builder.environment().putAll(environment);
    }
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("still running: " + command);
    }
    return new Launch(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
