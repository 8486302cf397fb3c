package io.sheaf.connector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link FileStore} does. A subclass says where, in a folder of its own for each test.
 */
public abstract class FileStoreContractTest {

  protected abstract FileStore store();

  /** An empty folder, without a slash at its end. */
  protected abstract String root();

  private String path(String name) {
    return root() + "/" + name;
  }

  protected void write(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    try (WritableFile file = store().create(path(name))) {
      file.write(bytes, 0, bytes.length);
      assertEquals(bytes.length, file.position());
      file.commit();
    }
  }

  private String read(String name) {
    return read(store().info(path(name)));
  }

  private String read(FileInfo info) {
    byte[] bytes = new byte[Math.toIntExact(info.sizeBytes())];
    try (ReadableFile file = store().open(info)) {
      assertEquals(info, file.info());
      file.read(0, bytes, 0, bytes.length);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  protected List<String> names(String glob) {
    return store().list(path(glob)).stream()
        .map(file -> file.path().substring(file.path().indexOf(root()) + root().length() + 1))
        .toList();
  }

  /** What the files of a listing hold, in its order. */
  protected List<String> contents(String glob) {
    return store().list(path(glob)).stream().map(this::read).toList();
  }

  @Test
  void aFileIsVisibleOnlyOnceItIsCommitted() {
    try (WritableFile file = store().create(path("a.txt"))) {
      file.write(new byte[] {1, 2, 3}, 1, 2);
      assertFalse(store().exists(path("a.txt")));
      assertEquals(List.of(), names("*"));
      file.commit();
      assertTrue(store().exists(path("a.txt")));
    }
    assertEquals(2, store().info(path("a.txt")).sizeBytes());
  }

  @Test
  void aFileThatIsNotCommittedLeavesNoTrace() {
    store().create(path("a.txt")).close();
    try (WritableFile file = store().create(path("a.txt"))) {
      file.write(new byte[100], 0, 100);
    }
    assertFalse(store().exists(path("a.txt")));
    assertEquals(List.of(), store().list(root()));
  }

  @Test
  void aFileKeepsItsContentUntilAnotherIsCommitted() {
    write("a.txt", "old");
    FileInfo old = store().info(path("a.txt"));
    try (WritableFile file = store().create(path("a.txt"))) {
      file.write(new byte[10], 0, 10);
      assertEquals("old", read("a.txt"));
    }
    assertEquals("old", read("a.txt"));
    write("a.txt", "newer");
    assertEquals("newer", read("a.txt"));
    assertNotEquals(old.version(), store().info(path("a.txt")).version());
  }

  @Test
  void foldersAreMadeForAFile() {
    write("x/y/z.txt", "z");
    assertEquals("z", read("x/y/z.txt"));
    assertTrue(store().isDirectory(path("x/y")));
    assertFalse(store().isDirectory(path("x/y/z.txt")));
    assertFalse(store().isDirectory(path("nothing")));
  }

  @Test
  void patternsFindFiles() {
    for (String name :
        List.of("b.csv", "a.csv", "ab.csv", "c.txt", "sub/a.csv", "sub/deep/a.csv", "[x].csv")) {
      write(name, name);
    }
    write(".hidden.csv", "");
    write("_temporary/a.csv", "");
    assertEquals(List.of("[x].csv", "a.csv", "ab.csv", "b.csv"), names("*.csv"));
    assertEquals(List.of("a.csv", "b.csv"), names("?.csv"));
    assertEquals(List.of("a.csv", "b.csv"), names("[a-c].csv"));
    assertEquals(List.of("b.csv"), names("[!a].csv"));
    assertEquals(List.of("a.csv", "c.txt"), names("{a.csv,c.*}"));
    assertEquals(List.of("sub/a.csv"), names("*/a.csv"));
    assertEquals(List.of("a.csv", "sub/a.csv", "sub/deep/a.csv"), names("**/a.csv"));
    assertEquals(List.of("sub/a.csv", "sub/deep/a.csv"), names("sub/**"));
    assertEquals(List.of("sub/a.csv", "sub/deep/a.csv"), names("sub"));
    assertEquals(List.of("[x].csv"), names("[x].csv"));
    assertEquals(List.of("a.csv"), names("a.csv"));
    assertEquals(List.of(), names("nothing*"));
    assertEquals(List.of(), names("nothing.csv"));
    assertEquals(7, store().list(root()).size());
  }

  @Test
  void readsHitTheirPositions() {
    write("a.txt", "0123456789");
    FileInfo info = store().info(path("a.txt"));
    try (ReadableFile file = store().open(info);
        Arena arena = Arena.ofConfined()) {
      byte[] target = new byte[6];
      file.read(3, target, 1, 4);
      assertArrayEquals(new byte[] {0, '3', '4', '5', '6', 0}, target);
      MemorySegment nativeSegment = arena.allocate(4);
      file.read(6, nativeSegment);
      assertArrayEquals("6789".getBytes(), nativeSegment.toArray(ValueLayout.JAVA_BYTE));
      byte[] heap = new byte[2];
      file.read(0, MemorySegment.ofArray(heap));
      assertArrayEquals("01".getBytes(), heap);
      file.read(10, new byte[0], 0, 0);
    }
  }

  @Test
  void aReadBehindTheEndNamesTheFile() {
    write("short.txt", "abc");
    try (ReadableFile file = store().open(store().info(path("short.txt")))) {
      SheafException e = assertThrows(SheafException.class, () -> file.read(1, new byte[3], 0, 3));
      assertEquals(SheafException.Blame.EXTERNAL, e.blame());
      assertTrue(e.getMessage().contains("short.txt"), e.getMessage());
    }
  }

  @Test
  void manyThreadsReadOneFile() {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, 1000).forEach(i -> text.append("%08d".formatted(i)));
    write("a.txt", text.toString());
    try (ReadableFile file = store().open(store().info(path("a.txt")))) {
      boolean right =
          IntStream.range(0, 1000)
              .parallel()
              .allMatch(
                  i -> {
                    byte[] bytes = new byte[8];
                    file.read(8L * i, bytes, 0, 8);
                    return new String(bytes, StandardCharsets.UTF_8).equals("%08d".formatted(i));
                  });
      assertTrue(right);
    }
  }

  @Test
  void aMissingFileIsTheUsersMistake() {
    SheafException e = assertThrows(SheafException.class, () -> store().info(path("missing.txt")));
    assertEquals(SheafException.Blame.USER, e.blame());
    assertTrue(e.getMessage().contains("missing.txt"), e.getMessage());
  }

  @Test
  void aStagedFolderReplacesAnother() {
    write("table/old.txt", "old");
    String staging = store().stagingDirectory(path("table"));
    try (WritableFile file = store().create(staging + "/new.txt")) {
      file.write("new".getBytes(StandardCharsets.UTF_8), 0, 3);
      file.commit();
    }
    assertEquals(List.of("old"), contents("table"));
    store().publish(staging, Map.of("new.txt", "n.txt"), path("table"));
    assertEquals(List.of("new"), contents("table"));
    assertEquals(List.of("new"), contents("table/*.txt"));
    assertEquals(List.of("new"), contents("**/*.txt"));
    store().delete(staging);
    assertFalse(store().exists(staging));
    assertEquals(List.of("new"), contents("table"));
  }

  @Test
  void aStagedFolderAppearsWhereNothingWas() {
    String staging = store().stagingDirectory(path("deep/table"));
    store().createDirectories(staging + "/part");
    for (String name : List.of("a", "b", "c")) {
      try (WritableFile file = store().createIn(staging + "/part", name)) {
        file.write(name.getBytes(StandardCharsets.UTF_8), 0, 1);
        file.commit();
      }
    }
    store().publish(staging, Map.of("part/c", "x/1", "part/b", "x/2"), path("deep/table"));
    store().delete(staging);
    assertEquals(List.of("c", "b"), contents("deep/table"));
    assertEquals(List.of("c", "b"), contents("deep/**"));
    assertTrue(store().isDirectory(path("deep/table/")));
  }

  @Test
  void aStagedFolderThatIsDeletedLeavesNoTrace() {
    write("table/old.txt", "old");
    for (String table : List.of("table", "other")) {
      String staging = store().stagingDirectory(path(table));
      store().createDirectories(staging);
      try (WritableFile file = store().createIn(staging, "a.txt")) {
        file.commit();
      }
      store().delete(staging);
    }
    assertEquals(List.of("old"), contents("table"));
    assertEquals(List.of("old"), contents("**"));
    assertEquals(List.of(), contents("other"));
  }

  @Test
  void deletingTakesEverythingBelow() {
    write("x/a.txt", "a");
    write("x/y/b.txt", "b");
    write("z.txt", "z");
    store().delete(path("x"));
    store().delete(path("x"));
    store().delete(path("z.txt"));
    assertFalse(store().exists(path("x")));
    assertEquals(List.of(), store().list(root()));
  }
}
