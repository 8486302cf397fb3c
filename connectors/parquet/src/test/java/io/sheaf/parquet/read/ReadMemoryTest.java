package io.sheaf.parquet.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadMemoryTest {
  private static final long MIB = 1 << 20;

  @Test
  void goesOnWhileOthersMakeRoom() {
    MemoryPool pool = new MemoryPool(8 * MIB);
    try (MemoryLease join = pool.lease("HashJoin", true);
        ReadMemory reader = new ReadMemory(pool, "Scan")) {
      join.grow(8 * MIB);
      reader.reserve(5 * MIB);
      reader.reserve(6 * MIB);
      assertTrue(join.spillRequested());
      assertEquals(19 * MIB, pool.usedBytes(), "what is held too much counts, too");
      assertRefused(reader, 54 * MIB);
      reader.release(10 * MIB);
      assertEquals(9 * MIB, pool.usedBytes());
      reader.reserve(63 * MIB);
      reader.release(64 * MIB);
    }
    assertEquals(0, pool.usedBytes());
  }

  @Test
  void streamsHaveOneOverdraftTogether() {
    MemoryPool pool = new MemoryPool(512 * MIB);
    List<ReadMemory> readers = new ArrayList<>();
    try (MemoryLease join = pool.lease("HashJoin", true)) {
      join.grow(512 * MIB);
      for (int i = 0; i < 9; i++) {
        readers.add(new ReadMemory(pool, "Scan"));
      }
      readers.subList(0, 8).forEach(reader -> reader.reserve(8 * MIB));
      readers.forEach(reader -> assertRefused(reader, 1 * MIB));
      assertEquals((512 + 64) * MIB, pool.usedBytes());
      readers.getFirst().close();
      readers.getLast().reserve(8 * MIB);
      readers.forEach(ReadMemory::close);
    }
    assertEquals(0, pool.usedBytes());
  }

  private static void assertRefused(ReadMemory reader, long bytes) {
    assertEquals(
        "OUT_OF_MEMORY", assertThrows(SheafException.class, () -> reader.reserve(bytes)).code());
  }
}
