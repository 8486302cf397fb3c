package io.sheaf.columnar.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {
  private static final long FLOOR = MemoryPool.FLOOR_BYTES;

  @Test
  void asksTheLargestLeaseThatCanStillSpill() {
    MemoryPool pool = new MemoryPool(10 * FLOOR);
    try (MemoryLease finished = pool.lease("finished", true);
        MemoryLease collecting = pool.lease("collecting", true);
        MemoryLease starving = pool.lease("starving", true)) {
      finished.grow(6 * FLOOR);
      collecting.grow(3 * FLOOR);
      assertFalse(starving.tryGrow(2 * FLOOR));
      assertTrue(finished.spillRequested());
      assertFalse(collecting.spillRequested());
      finished.settled();
      assertFalse(finished.spillRequested());
      assertFalse(starving.tryGrow(2 * FLOOR));
      assertFalse(finished.spillRequested());
      assertTrue(collecting.spillRequested());
    }
    assertEquals(List.of(), pool.openLeases());
    assertEquals(0, pool.usedBytes());
  }

  @Test
  void leavesRoomInSmallHeapsForWhatNobodyReserves() {
    long mib = 1 << 20;
    assertEquals(100 * mib, MemoryPool.share(100 * mib, 640 * mib));
    assertEquals(416 * mib, MemoryPool.share(512 * mib, 640 * mib));
    assertEquals(10_000 * mib, MemoryPool.share(10_000 * mib, 14_000 * mib));
    assertEquals(10 * mib, MemoryPool.share(64 * mib, 40 * mib));
    assertEquals(640 * mib, MemoryPool.heapBytes(512 * mib));
    assertEquals(192 * mib, MemoryPool.heapBytes(64 * mib));
    assertEquals(5376 * mib, MemoryPool.heapBytes(4096 * mib));
  }
}
