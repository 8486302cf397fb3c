package io.sheaf.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the project, found from the folder in which the tests of this module run. */
final class SourceTree {
  /** The folder that holds the root {@code pom.xml}. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

  private SourceTree() {}

  /** The Java sources of a module, of its main or its test code; empty when it has none. */
  static List<Path> sources(String module, String mainOrTest) {
    return files(ROOT.resolve(module).resolve("src").resolve(mainOrTest).resolve("java"), ".java");
  }

  /** The class files of a module's main code. */
  static List<Path> classes(String module) {
    return files(ROOT.resolve(module).resolve("target/classes"), ".class");
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file as people name it: its path below the root. */
  static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  private static List<Path> files(Path folder, String suffix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
