package io.sheaf.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ahead-of-time cache. The JVM would run the classes of an older build from it without a word,
 * so what matters most is when it is not used.
 */
class PrepareIT {
  @TempDir private Path folder;

  @Test
  void theCacheIsUsedForItsJarsAlone() throws Exception {
    Path home = folder.resolve("sheaf");
    copy(Launch.HOME, home);
    assertFalse(traced(home, "--version").contains("-XX:AOTCache="));

    String prepared = traced(home, "--prepare");
    assertEquals(1, caches().size(), prepared);
    String trace = traced(home, "--format=csv", "-e", "select 1 as a");
    assertTrue(trace.contains("-XX:AOTCache=" + caches().getFirst()), trace);
    assertTrue(trace.endsWith("\na\n1\n"), trace);

    Path jar = jars(home).getFirst();
    FileTime modified = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(jar, FileTime.fromMillis(modified.toMillis() + 1000));
    assertFalse(traced(home, "--version").contains("-XX:AOTCache="));
    Files.setLastModifiedTime(jar, modified);
    assertTrue(traced(home, "--version").contains("-XX:AOTCache="));

    Files.write(caches().getFirst(), new byte[4096]);
    trace = traced(home, "--version");
    assertFalse(trace.contains("[error]"), trace);
    assertTrue(trace.lines().toList().getLast().startsWith("sheaf "), trace);

    Files.delete(jar);
    assertFalse(traced(home, "--version").contains("-XX:AOTCache="));
  }

  /** What the launcher did, command by command, and what the program wrote. */
  private String traced(Path home, String... words) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    List<String> command =
        Stream.concat(
                Stream.of("/bin/sh", "-x", home.resolve("bin/sheaf").toString()), Stream.of(words))
            .toList();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().put("SHEAF_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.start().waitFor();
    return Files.readString(out);
  }

  private List<Path> caches() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache/sheaf/aot"))) {
      return files.toList();
    }
  }

  private static List<Path> jars(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      return files.sorted().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
