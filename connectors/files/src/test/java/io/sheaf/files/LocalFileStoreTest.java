package io.sheaf.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.FileStoreContractTest;
import io.sheaf.connector.WritableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFileStoreTest extends FileStoreContractTest {
  @TempDir Path folder;

  @Override
  protected FileStore store() {
    return new LocalFileStore();
  }

  @Override
  protected String root() {
    return folder.toString();
  }

  @Test
  void aFolderThatLostItsNameInACrashGetsItBack() {
    write(".table.old-1/a.txt", "x");
    write(".other.trash-1/a.txt", "x");
    assertEquals(List.of("table/a.txt"), names("table/*"));
    assertEquals(List.of(), names("other/*"));
    write(".more.old-1/a.txt", "x");
    assertTrue(store().exists(root() + "/more"));
    write(".more.old-2/b.txt", "x");
    assertEquals(List.of("more/a.txt"), names("more"));
    write("fine/a.txt", "x");
    assertEquals(1, store().list(root() + "/fine").size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFolderIsReplacedThoughTheOldOneCannotBeDeleted(boolean exchanges) throws Exception {
    write("new/n.txt", "n");
    write("table/o.txt", "o");
    FolderSwap swap =
        new FolderSwap(
            (one, other) -> exchanges && NameExchange.exchange(one, other),
            old -> {
              throw new IOException("busy");
            });
    swap.replace(folder.resolve("new"), folder.resolve("table"));
    assertEquals(List.of("table/n.txt"), names("**/*.txt"));
    try (var files = Files.list(folder)) {
      List<String> left =
          files.map(f -> f.getFileName().toString()).filter(n -> !n.equals("table")).toList();
      assertEquals(1, left.size());
      assertTrue(left.getFirst().startsWith(".table.trash-"), left.getFirst());
    }
  }

  @Test
  void namesAreExchangedWhereTheyCanBe() throws Exception {
    write("ä one/a.txt", "a");
    write("two/b.txt", "b");
    if (NameExchange.exchange(folder.resolve("ä one"), folder.resolve("two"))) {
      assertEquals(List.of("two/a.txt", "ä one/b.txt"), names("*/*.txt"));
    } else {
      assertEquals(List.of("two/b.txt", "ä one/a.txt"), names("*/*.txt"));
    }
    assertFalse(NameExchange.exchange(folder.resolve("none"), folder.resolve("two")));
  }

  @Test
  void aMissingFileIsGuessed() {
    write("lineitem.parquet", "");
    SheafException e =
        assertThrows(SheafException.class, () -> store().info(root() + "/linetem.parquet"));
    assertTrue(e.getMessage().endsWith("did you mean 'lineitem.parquet'?"), e.getMessage());
    SheafException nowhere =
        assertThrows(SheafException.class, () -> store().info(root() + "/no/where.csv"));
    assertTrue(nowhere.getMessage().contains("no folder"), nowhere.getMessage());
  }

  @Test
  void urisOfFilesAreServed() {
    write("a b.txt", "x");
    assertTrue(store().handles("file:///tmp/x"));
    assertTrue(store().handles("relative/path.csv"));
    assertTrue(!store().handles("s3://bucket/key"));
    assertEquals(1, store().info("file://" + root() + "/a b.txt").sizeBytes());
    assertEquals(1, store().list("file:" + root() + "/*.txt").size());
  }

  @Test
  void abandonedFilesDoNotPileUp() throws Exception {
    store().create(root() + "/a.txt").close();
    write("a.txt", "x");
    try (var files = Files.list(folder)) {
      assertEquals(List.of("a.txt"), files.map(f -> f.getFileName().toString()).toList());
    }
  }

  @Test
  void whatKilledProcessesLeftIsDeletedByTheNextWrite() throws Exception {
    write(".table.staging-1/.lock", "");
    write(".table.staging-1/part.parquet", "x");
    write(".table.trash-1/chosen/part.parquet", "x");
    write(".table.tmp-1", "x");
    write(".other.staging-1/.lock", "");
    String living = store().stagingDirectory(root() + "/table");
    String second = store().stagingDirectory(root() + "/table");
    assertTrue(store().exists(living));
    assertTrue(!store().exists(root() + "/.table.staging-1"));
    assertTrue(!store().exists(root() + "/.table.trash-1"));
    assertTrue(!store().exists(root() + "/.table.tmp-1"));
    assertTrue(store().exists(root() + "/.other.staging-1"));
    store().delete(living);
    store().publish(second, Map.of(), root() + "/table");
    store().delete(second);
    try (var files = Files.list(folder)) {
      assertEquals(
          Set.of(".other.staging-1", "table"),
          files.map(f -> f.getFileName().toString()).collect(Collectors.toSet()));
    }
    assertEquals(List.of(), List.of(folder.resolve("table").toFile().list()));
  }

  @Test
  void whoeverComesTooLateMakesNothing() {
    String staging = store().stagingDirectory(root() + "/table");
    WritableFile late = store().createIn(staging, "late.txt");
    WritableFile early = store().createIn(staging, "early.txt");
    early.commit();
    assertEquals(List.of(".", "early.txt"), hidden(staging));
    store().delete(staging);
    SheafException gone =
        assertThrows(SheafException.class, () -> store().createIn(staging, "never.txt"));
    assertEquals(SheafException.Blame.EXTERNAL, gone.blame());
    assertThrows(SheafException.class, late::commit);
    late.close();
    assertEquals(List.of(), List.of(folder.toFile().list()));
  }

  /** Names in a folder, of hidden ones the dot alone, each once. */
  private static List<String> hidden(String path) {
    return Stream.of(Path.of(path).toFile().list())
        .map(name -> name.startsWith(".") ? "." : name)
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void aLinkIntoItsOwnFolderIsNoTrap() throws Exception {
    write("a.txt", "x");
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    assertEquals(List.of("a.txt"), names("**/*.txt"));
  }

  @Test
  void aPatternThatIsNotClosedIsTheUsersMistake() {
    SheafException e = assertThrows(SheafException.class, () -> store().list(root() + "/{a,b"));
    assertEquals(SheafException.Blame.USER, e.blame());
  }

  @Test
  void aChangeShowsHoweverSoonItComes() throws IOException {
    Path file = Path.of(root(), "a.txt");
    Set<String> versions = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      Files.writeString(file, Integer.toString(i)); // in place, and of the same size
      assertTrue(versions.add(store().info(file.toString()).version()), "change " + i);
    }
  }

  @Test
  void anOldFileKeepsItsVersion() throws IOException {
    Path file = Path.of(root(), "a.txt");
    Files.writeString(file, "a");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-02T03:04:05Z")));
    String version = store().info(file.toString()).version();
    assertEquals(version, store().info(file.toString()).version());
    assertEquals(version, store().list(root()).getFirst().version());
  }

  @Test
  void aFileKeepsItsVersionWhenItsTimeIsLongPast() throws IOException {
    Path file = Path.of(root(), "a.txt");
    Files.writeString(file, "a");
    Instant written = Files.getLastModifiedTime(file).toInstant();
    FileStore soon = new LocalFileStore(() -> written.plusMillis(5));
    FileStore later = new LocalFileStore(() -> written.plusSeconds(5));
    assertNotEquals(soon.info(file.toString()).version(), soon.info(file.toString()).version());
    assertEquals(later.info(file.toString()).version(), later.info(file.toString()).version());
  }
}
