package io.sheaf.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.FileStoreContractTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
