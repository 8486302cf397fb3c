package io.sheaf.engine.spill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillSpaceTest {
  private static final Schema SCHEMA = Schema.of(new Field("n", Simple.BIGINT, false));
  private static final Path OPEN = Path.of("/proc/self/fd");

  /** Whoever reads many files one after another has few of them open. */
  @Test
  void aFileIsClosedWhenItWasReadToItsEnd(@TempDir Path directory) throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(OPEN), "the system tells which files are open");
    try (SpillSpace space = new SpillSpace(directory)) {
      SpillFile file = space.create(SCHEMA);
      file.write(Batch.frozen(SCHEMA, List.of(new LongColumn(Simple.BIGINT, new long[] {1})), 1));
      file.finishWriting();
      try (BatchStream rows = file.read()) {
        assertEquals(1, rows.next().rows());
        assertEquals(1, openIn(directory));
        assertNull(rows.next());
        assertEquals(0, openIn(directory));
        assertNull(rows.next());
      }
    }
  }

  private static long openIn(Path directory) throws IOException {
    try (Stream<Path> links = Files.list(OPEN)) {
      return links.filter(link -> leadsInto(link, directory)).count();
    }
  }

  private static boolean leadsInto(Path link, Path directory) {
    try {
      Path file = Files.readSymbolicLink(link);
      return file.startsWith(directory) && file.toString().endsWith(".spill");
    } catch (IOException e) {
      return false; // another thread has closed it
    }
  }

  /** A folder that is not empty stands where the second file was. */
  @Test
  void aFileThatCannotBeDeletedKeepsNoOther(@TempDir Path directory) throws IOException {
    SpillSpace space = new SpillSpace(directory);
    Batch batch =
        Batch.frozen(SCHEMA, List.of(new LongColumn(Simple.BIGINT, new long[] {1, 2})), 2);
    for (int i = 0; i < 5; i++) {
      SpillFile file = space.create(SCHEMA);
      file.write(batch);
      file.finishWriting();
    }
    Path folder = directory.resolve(directory.toFile().list()[0]);
    Path obstacle = folder.resolve("1.spill");
    Files.delete(obstacle);
    Files.createDirectories(obstacle.resolve("inner"));
    SheafException why = assertThrows(SheafException.class, space::close);
    assertEquals("SPILL_FAILED", why.code());
    assertFalse(Files.exists(folder));
    space.close();
  }
}
