package io.sheaf.engine.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Hashing;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PackedTableTest {
  private static final int KEYS = 20_000;

  /** Codes of numbers from 1 are the numbers, whose hashes part what spills. */
  @Test
  void searchesAreShortInAnyHashPartition() {
    for (long step : new long[] {1, 8, 1000, 1L << 20, (1L << 33) + 1}) {
      assertShortSearches(step, 0, 0, Long.MIN_VALUE);
      for (int level = 0; level < SpilledPartitions.LEVELS; level++) {
        for (int partition : new int[] {0, 7, SpilledPartitions.COUNT - 1}) {
          assertShortSearches(step, level, partition, 0);
        }
      }
      // What several levels leave of it.
      long both = 5L << 60 | 9L << 56;
      assertShortSearches(step, 0, 5, both);
    }
  }

  /**
   * @param leading the first two levels' bits of all hashes; 0 for any, negative for all keys
   */
  private static void assertShortSearches(long step, int level, int partition, long leading) {
    MemoryPool pool = new MemoryPool(1 << 30);
    try (MemoryLease lease = pool.lease("test", false)) {
      PackedTable table = new PackedTable(-1, lease);
      long[] chunk = new long[GroupTable.CHUNK];
      int[] found = new int[GroupTable.CHUNK];
      int count = 0;
      for (long key = 1; table.groups() + count < KEYS; key += step) {
        long hash = Hashing.mix(key);
        boolean isTaken =
            leading < 0
                || SpilledPartitions.of(hash, level) == partition
                    && (leading == 0 || (hash ^ leading) >>> 56 == 0);
        if (isTaken) {
          chunk[count++] = key;
        }
        if (count == chunk.length || table.groups() + count == KEYS) {
          assertTrue(table.tryReserve(chunk, count, 62));
          table.find(chunk, count, found);
          assertEquals(table.groups() - 1, Arrays.stream(found, 0, count).max().orElseThrow());
          count = 0;
        }
      }
      int longest = table.longestRun();
      assertTrue(
          longest > 0 && longest < 300,
          () -> longest + " with step " + step + " at level " + level + ", " + partition);
      table.clear();
    }
  }
}
