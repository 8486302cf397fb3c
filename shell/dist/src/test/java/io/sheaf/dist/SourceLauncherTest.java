package io.sheaf.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the launcher of the source tree builds: in a small tree, with a Maven that only notes. */
class SourceLauncherTest {
  private static final Instant SAVED = Instant.now().minus(Duration.ofHours(2));
  private static final Instant BUILT = SAVED.plus(Duration.ofHours(1));

  @TempDir Path root;
  @TempDir Path tools;

  @BeforeEach
  void smallTree() throws IOException {
    for (String folder :
        List.of("exec/a/src/main/java/p", "exec/a/src/main/resources", "exec/a/src/test/java")) {
      Files.createDirectories(root.resolve(folder));
    }
    for (String folder : List.of("connectors", "sql", "dataframe", "tpch", "shell/bin")) {
      Files.createDirectories(root.resolve(folder));
    }
    for (String file :
        List.of(
            "pom.xml",
            "exec/a/pom.xml",
            "exec/a/src/main/java/p/A.java",
            "exec/a/src/main/java/p/B.java",
            "exec/a/src/main/resources/words")) {
      Files.writeString(root.resolve(file), "");
    }
    Files.copy(SourceTree.ROOT.resolve("shell/bin/sheaf"), root.resolve("shell/bin/sheaf"));
    script(root.resolve("shell/dist/target/sheaf/bin/sheaf"), "echo \"ran $*\"");
    script(tools.resolve("mvn"), "echo built >>builds; touch shell/dist/target/sheaf/.stamp");
    Files.writeString(root.resolve("shell/dist/target/sheaf/.stamp"), "");
    settle();
  }

  @Test
  void whatIsFreshIsStarted() throws Exception {
    Files.setLastModifiedTime(
        root.resolve("exec/a/src/test/java"), FileTime.from(Instant.now())); // tests do not count
    assertEquals("ran -e x\n", output(start("-e", "x"), 0));
    assertEquals(0, builds());
  }

  @Test
  void aChangeIsBuiltOnce() throws Exception {
    Files.writeString(root.resolve("exec/a/src/main/java/p/A.java"), "class A {}");
    assertEquals("ran \n", output(start(), 0));
    assertEquals(1, builds());
  }

  @Test
  void whatWasDeletedCounts() throws Exception {
    Files.delete(root.resolve("exec/a/src/main/java/p/B.java"));
    assertEquals("ran \n", output(start(), 0));
    assertEquals(1, builds());
    settle();
    Files.delete(root.resolve("exec/a/src/main/resources/words"));
    Files.delete(root.resolve("exec/a/src/main/resources"));
    assertEquals("ran \n", output(start(), 0));
    assertEquals(2, builds());
  }

  @Test
  void oneOfSeveralBuilds() throws Exception {
    script(
        tools.resolve("mvn"),
        "echo built >>builds",
        "until [ -f all-started ]; do :; done",
        "touch shell/dist/target/sheaf/.stamp");
    Files.delete(root.resolve("shell/dist/target/sheaf/.stamp"));
    List<Process> launches = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      launches.add(start("" + i));
    }
    Files.writeString(root.resolve("all-started"), "");
    for (int i = 0; i < launches.size(); i++) {
      assertEquals("ran " + i + "\n", output(launches.get(i), 0));
    }
    assertEquals(1, builds());
  }

  @Test
  void aFailedBuildIsShown() throws Exception {
    script(tools.resolve("mvn"), "echo '[INFO] begin'; echo '[ERROR] no such module'", "exit 1");
    Files.delete(root.resolve("shell/dist/target/sheaf/.stamp"));
    Path log = root.toRealPath().resolve("shell/dist/target/build.log");
    assertEquals(
        "[ERROR] no such module\nsheaf: the build failed; log: " + log + "\n", output(start(), 2));
  }

  /** Makes everything old and the distribution a little younger. */
  private void settle() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        Files.setLastModifiedTime(path, FileTime.from(SAVED));
      }
    }
    Files.setLastModifiedTime(root.resolve("shell/dist/target/sheaf/.stamp"), FileTime.from(BUILT));
  }

  private static void script(Path path, String... lines) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertTrue(path.toFile().setExecutable(true));
  }

  /** Both streams go to one: without a terminal there is only what the program says. */
  private Process start(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(root + "/shell/bin/sheaf"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", tools.toString(), (path, mvn) -> mvn + ":" + path);
    return builder.start();
  }

  private static String output(Process process, int exitCode) throws Exception {
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes());
    assertEquals(exitCode, process.waitFor(), text);
    return text;
  }

  private long builds() throws IOException {
    Path notes = root.resolve("builds");
    return Files.exists(notes) ? Files.readAllLines(notes).size() : 0;
  }
}
