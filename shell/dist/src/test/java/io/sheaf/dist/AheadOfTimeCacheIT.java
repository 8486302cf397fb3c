package io.sheaf.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When the launcher makes an ahead-of-time cache, and when it uses one. The JVM would run the
 * classes of an older build from it without a word, so what matters most is when it is not used.
 */
class AheadOfTimeCacheIT {
  private static final String USED = "-XX:AOTCache=";
  private static final String JAVA_HOME = System.getProperty("java.home");

  @TempDir private Path folder;
  private Path home;
  private final Map<String, String> environment = new TreeMap<>();

  /** A distribution of our own without caches, and a rehearsal that takes no time. */
  @BeforeEach
  void copyTheDistribution() throws IOException {
    home = folder.resolve("sheaf");
    copy(Launch.HOME, home);
    deleteFiles(home.resolve("aot"));
    environment.put("PATH", System.getenv("PATH"));
    environment.put("SHEAF_JAVA_HOME", JAVA_HOME);
    environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    environment.put("SHEAF_REHEARSAL", "io.sheaf.cli.ShellMain --version");
  }

  @Test
  void theBuildMakesOne() throws IOException {
    assertTrue(Launch.HOME.resolve("aot").toFile().isDirectory());
    assertEquals(1, caches(Launch.HOME.resolve("aot")).size());
  }

  @Test
  void theFirstStartMakesTheCacheOfTheNext() throws Exception {
    assertFalse(javaCommand().contains(USED));
    assertEquals("a\n1\n", sheaf("--format=csv", "-e", "select 1 as a"));
    awaitCache(home.resolve("aot"));
    Path cache = caches(home.resolve("aot")).getFirst();
    assertTrue(javaCommand().contains(" " + USED + cache + " "), javaCommand());
    assertEquals("a\n1\n", sheaf("--format=csv", "-e", "select 1 as a"));
    assertTrue(loadsFromTheCache());
  }

  @Test
  void anotherJarMeansAnotherCache() throws Exception {
    sheaf("--prepare");
    Path cache = caches(home.resolve("aot")).getFirst();
    Path jar = jar("sheaf-shell-cli-");
    FileTime modified = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(jar, FileTime.fromMillis(modified.toMillis() + 1000));
    assertFalse(javaCommand().contains(USED));
    Files.setLastModifiedTime(jar, modified);
    assertTrue(javaCommand().contains(USED + cache));

    Files.delete(jar("commons-math3-"));
    assertFalse(javaCommand().contains(USED));
    assertTrue(sheaf("--version").startsWith("sheaf "));
    awaitCache(home.resolve("aot"), cache);
    assertFalse(Files.exists(cache), "the old one is of no use any more");
    assertTrue(javaCommand().contains(USED));
  }

  @Test
  void anotherJdkMeansAnotherCache() throws Exception {
    sheaf("--prepare");
    environment.put("SHEAF_JAVA_HOME", otherJdk("newer", "X=1\n").toString());
    assertFalse(javaCommand().contains(USED));
    environment.put("SHEAF_JAVA_HOME", otherJdk("same", "").toString());
    assertTrue(javaCommand().contains(USED));
  }

  @Test
  void whereTheDistributionCannotBeWrittenTheCacheIsTheUsers() throws Exception {
    Files.delete(home.resolve("aot"));
    Files.createFile(home.resolve("aot"));
    assertTrue(sheaf("--version").startsWith("sheaf "));
    awaitCache(folder.resolve("cache/sheaf/aot"));
    assertTrue(javaCommand().contains(USED + folder.resolve("cache/sheaf/aot")));
  }

  @Test
  void whereNothingCanBeWrittenItStartsWithout() throws Exception {
    Files.delete(home.resolve("aot"));
    Files.createFile(home.resolve("aot"));
    environment.put("XDG_CACHE_HOME", Files.createFile(folder.resolve("file")).toString());
    assertEquals("a\n1\n", sheaf("--format=csv", "-e", "select 1 as a"));
    assertFalse(javaCommand().contains(USED));
  }

  @Test
  void startsBesideOneAnotherMakeOne() throws Exception {
    List<Process> starts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      starts.add(start(folder.resolve("out" + i), "--version"));
    }
    for (int i = 0; i < 4; i++) {
      assertEquals(0, starts.get(i).waitFor());
      assertTrue(Files.readString(folder.resolve("out" + i)).startsWith("sheaf "));
    }
    awaitCache(home.resolve("aot"));
    assertEquals(1, caches(home.resolve("aot")).size());
    assertEquals(List.of(), caches(folder.resolve("cache/sheaf/aot")));
  }

  @Test
  void aBrokenCacheIsNotSpokenOf() throws Exception {
    sheaf("--prepare");
    Files.write(caches(home.resolve("aot")).getFirst(), new byte[4096]);
    assertTrue(sheaf("--version").matches("sheaf \\S+\n"));
  }

  @Test
  void itCanBeTurnedOff() throws Exception {
    sheaf("--prepare");
    environment.put("SHEAF_AOT", "off");
    assertFalse(javaCommand().contains(USED));
  }

  @Test
  void aRehearsalThatFailsIsToldOfWhenAskedFor() throws Exception {
    environment.put("SHEAF_REHEARSAL", "no.such.Main");
    Path out = folder.resolve("out");
    assertTrue(start(out, "--prepare").waitFor() != 0);
    assertTrue(Files.readString(out).contains("no cache could be made"));
  }

  private String javaCommand() throws Exception {
    return sheaf("--print-java");
  }

  /** Whether the JVM takes a class of ours from the cache that the launcher names. */
  private boolean loadsFromTheCache() throws Exception {
    environment.put("SHEAF_JAVA_OPTS", "-Xlog:class+load:stdout");
    String log = sheaf("--version");
    environment.remove("SHEAF_JAVA_OPTS");
    return log.lines()
        .anyMatch(l -> l.contains("io.sheaf.cli.ShellMain ") && l.contains("shared objects file"));
  }

  /** Runs the launcher and returns what it writes, errors included. */
  private String sheaf(String... words) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", null);
    int code = start(out, words).waitFor();
    String text = Files.readString(out);
    assertEquals(0, code, text);
    return text;
  }

  private Process start(Path out, String... words) throws IOException {
    List<String> command =
        Stream.concat(Stream.of(home.resolve("bin/sheaf").toString()), Stream.of(words)).toList();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Waits until a folder has a cache besides the ones given and nobody works in it. */
  private static void awaitCache(Path caches, Path... known) throws Exception {
    String script =
        """
        for i in $(seq 1 1500); do
          for file in "$0"/*.aot; do
            [ -e "$file" ] && [ "$file" != "$1" ] && [ ! -e "$0/lock" ] && exit 0
          done
          sleep 0.2
        done
        exit 1\
        """;
    String old = known.length == 0 ? "" : known[0].toString();
    Process wait = new ProcessBuilder("sh", "-c", script, caches.toString(), old).start();
    assertEquals(0, wait.waitFor(), "no cache was made in " + caches);
  }

  private static List<Path> caches(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".aot")).toList();
    }
  }

  private Path jar(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }

  /** What looks like this JDK but for its release file. */
  private Path otherJdk(String name, String change) throws IOException {
    Path bin = Files.createDirectories(folder.resolve(name).resolve("bin"));
    Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\n");
    assertTrue(java.toFile().setExecutable(true));
    String release = Files.readString(Path.of(JAVA_HOME, "release"));
    Files.writeString(folder.resolve(name).resolve("release"), release + change);
    return folder.resolve(name);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(file -> !file.toString().endsWith(".aot")).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static void deleteFiles(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
