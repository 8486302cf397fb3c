package io.sheaf.parquet.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
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
      assertEquals(
          "OUT_OF_MEMORY",
          assertThrows(SheafException.class, () -> reader.reserve(16 * MIB)).code());
      reader.release(10 * MIB);
      assertEquals(9 * MIB, pool.usedBytes());
      reader.reserve(15 * MIB);
      reader.release(16 * MIB);
    }
    assertEquals(0, pool.usedBytes());
  }
}
