package io.sheaf.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The assembled distribution: what it holds, how it finds Java, what it starts. */
class LauncherIT {
  private static final String JAVA_HOME = System.getProperty("java.home");

  @Test
  void libHoldsJarsAlone() throws IOException {
    try (Stream<Path> entries = Files.list(Launch.HOME.resolve("lib"))) {
      List<String> names = entries.map(entry -> entry.getFileName().toString()).toList();
      assertTrue(names.stream().allMatch(name -> name.endsWith(".jar")), names.toString());
      assertTrue(names.stream().anyMatch(name -> name.startsWith("sheaf-sql-")));
      for (String unwanted : List.of("duckdb", "junit", "hadoop", "httpclient", "memory-netty")) {
        assertTrue(names.stream().noneMatch(name -> name.contains(unwanted)), unwanted);
      }
    }
  }

  @Test
  void helpAndVersion() throws Exception {
    Launch help = Launch.sheaf("--help");
    assertEquals(0, help.exitCode());
    assertTrue(help.out().startsWith("Usage: sheaf"), help.out());
    assertEquals("", help.err());
    Launch version = Launch.sheaf("--version");
    assertTrue(version.out().matches("sheaf \\d+\\.\\d+\\.\\d+\\S*\\R"), version.out());
  }

  @Test
  void printsTheJavaCommandLine() throws Exception {
    Launch launch = Launch.sheaf("--print-java", "--threads", "2");
    assertEquals(0, launch.exitCode());
    assertEquals(1, launch.out().lines().count());
    List<String> words = List.of(launch.out().strip().split(" "));
    assertEquals(JAVA_HOME + "/bin/java", words.getFirst());
    assertEquals("-cp", words.get(words.size() - 2));
    for (String jar : words.getLast().split(":")) {
      assertTrue(Files.isRegularFile(Path.of(jar)), jar);
    }
    assertFalse(words.stream().anyMatch(word -> word.startsWith("-Xmx")));
  }

  @ParameterizedTest
  @CsvSource({
    "64MB,192",
    "256MB,384",
    "4GB,5376",
    "1GiB,1280",
    "524288k,640",
    "1073741824,1280",
    "0.5GB,640",
    "1.25G,1600",
    "2GB,2816"
  })
  void derivesTheHeapFromTheMemory(String memory, int mebibytes) throws Exception {
    for (Launch launch :
        List.of(
            Launch.sheaf("--print-java", "--memory", memory),
            Launch.sheaf("tpch", "run", "--memory=" + memory, "--print-java"))) {
      assertTrue(launch.out().contains(" -Xmx" + mebibytes + "m "), launch.out());
    }
  }

  @Test
  void valuesOfOtherOptionsAreNoOptions() throws Exception {
    Launch launch = Launch.sheaf("-e", "--memory", "--print-java", "--memory", "1GB");
    assertTrue(launch.out().contains(" -Xmx1280m "), launch.out());
  }

  @Test
  void saysWhatIsMissingWithoutJava(@TempDir Path empty) throws Exception {
    Launch launch = Launch.inEnvironment(Map.of("SHEAF_JVM_DIRS", empty.toString()), "--help");
    assertEquals(2, launch.exitCode());
    assertTrue(launch.err().contains("JDK 25"), launch.err());
    assertTrue(launch.err().contains("SHEAF_JAVA_HOME="), launch.err());
    assertEquals("", launch.out());
  }

  @Test
  void looksAtReleaseFilesToFindJava(@TempDir Path folder) throws Exception {
    fakeJdk(folder.resolve("a-17"), "17.0.1");
    fakeJdk(folder.resolve("b-9"), "1.8.0_400");
    Map<String, String> old = Map.of("SHEAF_JVM_DIRS", folder.toString());
    assertEquals(2, Launch.inEnvironment(old, "--print-java").exitCode());
    fakeJdk(folder.resolve("c-26"), "26");
    String found = folder.resolve("c-26/bin/java") + " ";
    assertTrue(Launch.inEnvironment(old, "--print-java").out().startsWith(found));
    Map<String, String> wrong = Map.of("SHEAF_JAVA_HOME", folder.resolve("a-17").toString());
    Launch launch = Launch.inEnvironment(wrong, "--print-java");
    assertEquals(2, launch.exitCode());
    assertTrue(launch.err().contains("SHEAF_JAVA_HOME"), launch.err());
  }

  @Test
  void startsThroughSymbolicLinks(@TempDir Path folder) throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("sheaf"), Launch.HOME.resolve("bin/sheaf"));
    Process process =
        new ProcessBuilder(link.toString(), "--print-java")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    assertEquals(0, process.waitFor());
    assertTrue(Files.readString(folder.resolve("out")).contains(Launch.HOME + "/lib/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--wat", "--memory=lots", "--threads=0", "--format=xml", "--set=x"})
  void wrongCommandLines(String word) throws Exception {
    Launch launch = Launch.sheaf(word);
    assertEquals(2, launch.exitCode());
    assertTrue(launch.err().startsWith("sheaf: "), launch.err());
    assertEquals("", launch.out());
  }

  private static void fakeJdk(Path home, String version) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\n");
    assertTrue(java.toFile().setExecutable(true));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
  }
}
