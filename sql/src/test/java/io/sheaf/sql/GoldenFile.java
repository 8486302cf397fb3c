package io.sheaf.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text kept beside the tests; {@code -Dsheaf.update=true} writes what is there now. */
final class GoldenFile {
  private static final Path RESOURCES = Path.of("src/test/resources");

  private GoldenFile() {}

  static void check(String name, String actual) throws IOException {
    Path file = RESOURCES.resolve(name);
    String text = actual.stripTrailing() + "\n";
    if (Boolean.getBoolean("sheaf.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return;
    }
    assertEquals(Files.readString(file), text, "-Dsheaf.update=true rewrites " + name);
  }

  static String read(String name) throws IOException {
    return Files.readString(RESOURCES.resolve(name));
  }
}
