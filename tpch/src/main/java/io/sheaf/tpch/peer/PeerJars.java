package io.sheaf.tpch.peer;

import io.sheaf.columnar.SheafException;
import io.sheaf.tpch.DataSet;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Other engines' jars, in a folder of the user's cache for each version, downloaded once. */
final class PeerJars {
  private static final String PROJECT =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>io.sheaf</groupId>
        <artifactId>peer</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
        <dependencies>
          <dependency>
            <groupId>%s</groupId>
            <artifactId>%s</artifactId>
            <version>%s</version>
          </dependency>
        </dependencies>
      </project>
      """;

  private PeerJars() {}

  /** The folder of an engine's jars, which is there when this returns. */
  static Path folder(Peer peer, PrintStream log) {
    Path folder = DataSet.cache().resolve("peers").resolve(peer.title() + "-" + peer.version());
    if (!Files.isDirectory(folder)) {
      log.println("downloading " + peer.artifact() + " into " + folder);
      try {
        download(peer, folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return folder;
  }

  private static void download(Peer peer, Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    Path work = Files.createTempDirectory(folder.getParent(), "download");
    String[] parts = peer.artifact().split(":");
    Path project = work.resolve("pom.xml");
    Files.writeString(project, PROJECT.formatted(parts[0], parts[1], parts[2]));
    Path jars = work.resolve("jars");
    Path log = work.resolve("log");
    int exit = maven(project, jars, log);
    if (exit != 0 || !Files.isDirectory(jars)) {
      throw SheafException.external(
          "NO_PEER", "Maven could not download %s; see %s".formatted(peer.artifact(), log), null);
    }
    Files.move(jars, folder, StandardCopyOption.ATOMIC_MOVE);
    for (Path file : List.of(project, log, work)) {
      Files.deleteIfExists(file);
    }
  }

  private static int maven(Path project, Path jars, Path log) {
    try {
      return new ProcessBuilder(
              "mvn",
              "-q",
              "-B",
              "-f",
              project.toString(),
              "dependency:copy-dependencies",
              "-DincludeScope=runtime",
              "-DoutputDirectory=" + jars)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start()
          .waitFor();
    } catch (IOException e) {
      throw SheafException.user(
          "NO_MAVEN", "other engines are downloaded with Maven, and mvn was not found on PATH");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SheafException.user("CANCELLED", "the download was interrupted");
    }
  }
}
