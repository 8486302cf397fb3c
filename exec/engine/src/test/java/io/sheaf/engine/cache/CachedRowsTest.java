package io.sheaf.engine.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.ScanRequest;
import io.sheaf.connector.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are kept: wherever they lie, they are the same. */
class CachedRowsTest {
  private static final Schema SCHEMA =
      Schema.of(new Field("n", Simple.BIGINT, false), new Field("m", Simple.BIGINT, false));
  private static final int BLOCK = 4096;
  private static final int BLOCKS = 50;

  @TempDir Path folder;

  private final MemoryPool pool = new MemoryPool(8 << 20);

  @AfterEach
  void nothingIsLeft() {
    assertEquals(List.of(), pool.openLeases());
    assertEquals(List.of(), List.of(folder.toFile().list()));
  }

  private CachedRows rows(String level) {
    return new CachedRows("t", SCHEMA, StorageLevel.of(level), pool, folder);
  }

  private static boolean fill(CachedRows rows, int blocks) {
    for (int i = 0; i < blocks; i++) {
      long from = (long) i * BLOCK;
      LongColumn n = new LongColumn(Simple.BIGINT, LongStream.range(from, from + BLOCK).toArray());
      if (!rows.add(Batch.frozen(SCHEMA, List.of(n, n), BLOCK))) {
        return false;
      }
    }
    rows.finish();
    return true;
  }

  private List<Long> read(CachedRows rows, int splits) {
    CachedTable table = new CachedTable("t", rows, 1);
    ScanRequest request = ScanRequest.of(List.of(1), 1000);
    List<Long> found = new ArrayList<>();
    for (Split split : table.splits(request, splits)) {
      try (BatchStream stream = table.open(split, request, ScanContext.of(pool))) {
        for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
          assertTrue(batch.rows() <= 1000);
          for (int i = 0; i < batch.rows(); i++) {
            found.add(((LongColumn) batch.column(0)).values()[i]);
          }
        }
      }
    }
    return found;
  }

  private static List<Long> expected(int blocks) {
    return LongStream.range(0, (long) blocks * BLOCK).boxed().toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MEMORY",
        "MEMORY_COMPRESSED",
        "DISK",
        "MEMORY_AND_DISK",
        "memory_and_disk_ser",
        "MEMORY_ONLY"
      })
  void theyAreTheSameWhereverTheyLie(String level) {
    try (CachedRows rows = rows(level)) {
      assertTrue(fill(rows, BLOCKS));
      assertEquals(rows.level().memory(), rows.memoryBytes() > 0);
      assertEquals(expected(BLOCKS), read(rows, 1));
      assertEquals(expected(BLOCKS), read(rows, 7));
      assertEquals(rows.rows(), rows.statistics().rows());
    }
  }

  @Test
  void theyMakeRoomForOthers() {
    try (CachedRows rows = rows("MEMORY_AND_DISK");
        MemoryLease other = pool.lease("other", false)) {
      assertTrue(fill(rows, BLOCKS));
      long before = rows.memoryBytes();
      assertTrue(other.tryGrow(6 << 20));
      assertTrue(rows.memoryBytes() < before && rows.memoryBytes() > 0);
      assertEquals(expected(BLOCKS), read(rows, 3));
      assertTrue(other.tryGrow(2 << 20));
      assertEquals(0, rows.memoryBytes());
      assertEquals(expected(BLOCKS), read(rows, 3));
    }
  }

  @Test
  void theyAreNotMovedForWhatCannotFitAnyway() {
    try (CachedRows rows = rows("MEMORY_AND_DISK");
        MemoryLease other = pool.lease("other", false)) {
      assertTrue(fill(rows, BLOCKS));
      long before = rows.memoryBytes();
      assertFalse(other.tryGrow(9 << 20));
      assertEquals(before, rows.memoryBytes());
    }
  }

  @Test
  void aDiskThatTakesNothingOnlyRefusesMemory() throws IOException {
    Path file = Files.createFile(folder.resolve("no-folder"));
    try (CachedRows rows = new CachedRows("t", SCHEMA, StorageLevel.MEMORY_AND_DISK, pool, file);
        MemoryLease other = pool.lease("other", false)) {
      assertTrue(fill(rows, BLOCKS));
      assertFalse(other.tryGrow(6 << 20));
      assertEquals(expected(BLOCKS), read(rows, 3));
    }
    Files.delete(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MEMORY", "MEMORY_COMPRESSED"})
  void thoseThatLieInMemoryAloneAreGivenUpForOthersUnlessRead(String level) {
    try (CachedRows rows = rows(level);
        MemoryLease other = pool.lease("other", false)) {
      assertTrue(fill(rows, BLOCKS));
      assertTrue(rows.hold());
      assertFalse(other.tryGrow(8 << 20));
      assertEquals(expected(BLOCKS), read(rows, 3));
      rows.release();
      assertTrue(other.tryGrow(8 << 20));
      assertEquals(0, rows.memoryBytes());
      assertFalse(rows.hold());
    }
  }

  @Test
  void whatDoesNotFitGoesToDiskOrNowhere() {
    try (CachedRows rows = rows("MEMORY_AND_DISK")) {
      assertTrue(fill(rows, 4 * BLOCKS));
      assertEquals(expected(4 * BLOCKS), read(rows, 3));
    }
    try (CachedRows rows = rows("MEMORY")) {
      assertFalse(fill(rows, 4 * BLOCKS));
    }
  }

  @Test
  void whoeverReadsThemKeepsThem() {
    CachedRows rows = rows("MEMORY_AND_DISK");
    fill(rows, 2);
    assertTrue(rows.hold());
    rows.close();
    assertEquals(expected(2), read(rows, 1));
    rows.release();
    assertFalse(rows.hold());
  }

  @Test
  void levelsHaveNames() {
    assertEquals("MEMORY_AND_DISK", StorageLevel.of("memory_and_disk").toString());
    assertEquals("MEMORY_COMPRESSED", StorageLevel.of("MEMORY_ONLY_SER").toString());
    SheafException wrong = assertThrows(SheafException.class, () -> StorageLevel.of("DISC"));
    assertTrue(wrong.getMessage().contains("DISK"), wrong.getMessage());
    for (String level : List.of("MEMORY_2", "MEMORY_AND_DISK_COMPRESSED_2", "DISK")) {
      assertEquals(level, StorageLevel.of(level).toString());
    }
    assertEquals(2, StorageLevel.of("memory_only_2").copies());
    assertThrows(SheafException.class, () -> StorageLevel.of("MEMORY_2_2"));
  }
}
