package io.sheaf.engine.spill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is left behind, and nothing of others is touched. */
class WorkFolderTest {
  @TempDir Path parent;

  private Path abandoned(int number) {
    try {
      Path folder = Files.createDirectory(parent.resolve("sheaf-work-" + number));
      Files.createFile(folder.resolve("lock"));
      Files.writeString(Files.createDirectory(folder.resolve("spill")).resolve("1"), "rows");
      return folder;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatKilledOnesLeftIsDeletedByManyAtOnce() throws IOException {
    IntStream.range(0, 50).forEach(this::abandoned);
    Path unlocked = Files.createDirectory(parent.resolve("sheaf-work-being-made"));
    Path other = Files.createDirectory(parent.resolve("somebody's"));
    IntStream.range(0, 8)
        .parallel()
        .forEach(
            i -> {
              try (WorkFolder folder = WorkFolder.below(parent)) {
                assertTrue(Files.isDirectory(folder.path()));
              }
            });
    try (Stream<Path> left = Files.list(parent)) {
      assertEquals(Stream.of(unlocked, other).sorted().toList(), left.sorted().toList());
    }
  }

  @Test
  void aFolderInUseStays() {
    WorkFolder used = WorkFolder.below(parent);
    try (WorkFolder next = WorkFolder.below(parent)) {
      assertTrue(Files.exists(used.path()));
      assertFalse(next.path().equals(used.path()));
    }
    used.close();
    used.close();
    assertFalse(Files.exists(used.path()));
  }
}
