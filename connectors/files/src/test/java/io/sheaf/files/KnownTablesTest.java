package io.sheaf.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables are kept while the listing of their files stays the same. */
class KnownTablesTest {
  private final FileConnector connector = new FileConnector();

  @TempDir Path folder;
  private TableRef ref;

  @BeforeEach
  void writeFiles() throws IOException {
    write("a.csv", "x\n1\n", 1);
    write("b.csv", "x\n2\n", 1);
    ref = new TableRef("csv", folder.toString());
  }

  private void write(String name, String text, int minute) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    Instant time = Instant.parse("2020-01-01T00:00:00Z").plusSeconds(60L * minute);
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  @Test
  void theSameFilesAreTheSameTable() {
    Table table = connector.table(ref);
    assertSame(table, connector.table(ref));
    assertEquals(table.version(), connector.table(ref).version());
    TableRef other = new TableRef("csv", folder.toString(), Map.of("header", "false"));
    assertEquals("column0", connector.table(other).schema().field(0).name());
    assertSame(table, connector.table(ref));
  }

  @Test
  void aChangedFileIsAnotherTable() throws IOException {
    Table table = connector.table(ref);
    write("a.csv", "y\n1\n", 2);
    assertNotSame(table, connector.table(ref));
    assertEquals(2, connector.table(ref).schema().size());
  }

  @Test
  void anAddedOrRemovedFileIsAnotherTable() throws IOException {
    Table table = connector.table(ref);
    write("c.csv", "z\n1\n", 1);
    Table wider = connector.table(ref);
    assertEquals(2, wider.schema().size());
    Files.delete(folder.resolve("c.csv"));
    Table again = connector.table(ref);
    assertEquals(1, again.schema().size());
    assertEquals(table.version(), again.version());
  }

  @Test
  void onlySoManyFilesAreKept() {
    FileTable table = (FileTable) connector.table(ref);
    TableRef oneFile = new TableRef("csv", folder.resolve("a.csv").toString());
    FileTable single = (FileTable) connector.table(oneFile);
    KnownTables tables = new KnownTables(2);
    tables.keep(table);
    tables.keep(table);
    assertSame(table, tables.find(ref, table.files()).orElseThrow());
    tables.keep(single);
    assertSame(single, tables.find(oneFile, single.files()).orElseThrow());
    assertEquals(true, tables.find(ref, table.files()).isEmpty());
  }
}
