package io.sheaf.cluster.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.Part;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.pipeline.Failures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts of programs that a worker asks for. */
@Timeout(60)
class DriverPartsTest {
  private static final int PART_BYTES = 10 << 20;

  private final MemoryPool memory = new MemoryPool(32 << 20);
  private final List<Integer> asked = new ArrayList<>();
  private final byte[] bytes = new byte[PART_BYTES];
  private final DriverParts parts = new DriverParts(memory, this::answer);

  private CompletableFuture<byte[]> answer(BlockId block, long offset, int length) {
    asked.add(block.partition());
    int from = (int) offset;
    return CompletableFuture.completedFuture(Arrays.copyOfRange(bytes, from, from + length));
  }

  private static List<Part> part(int number) {
    return List.of(new Part("part " + number, number, PART_BYTES));
  }

  @AfterEach
  void nothingIsHeld() {
    parts.close();
    assertEquals(List.of(), memory.openLeases());
  }

  @Test
  void aPartComesOnceForAllTasks() {
    new Random(1).nextBytes(bytes);
    byte[] other = {1};
    for (int task = 0; task < 3; task++) {
      try (DriverParts.Used used = parts.use(1, part(7), () -> {})) {
        assertArrayEquals(bytes, used.bytes("part 7", other));
        assertSame(other, used.bytes("part 8", other));
      }
    }
    assertEquals(List.of(7, 7, 7), asked, "pieces of one part");
    assertEquals(PART_BYTES, memory.usedBytes());
  }

  @Test
  void whatNobodyUsesMakesRoom() {
    try (DriverParts.Used used = parts.use(1, part(0), () -> {});
        MemoryLease lease = memory.lease("a table", false)) {
      for (int number = 1; number < 20; number++) {
        parts.use(1, part(number), () -> {}).close();
        assertTrue(memory.usedBytes() <= memory.limitBytes(), memory.usedBytes() + " bytes");
      }
      assertTrue(lease.tryGrow(22 << 20));
      assertEquals(PART_BYTES + (22 << 20), memory.usedBytes());
      asked.clear();
      used.bytes("part 0", bytes);
      parts.use(1, part(0), () -> {}).close();
      assertEquals(List.of(), asked, "it stays as long as somebody uses it");
    }
  }

  @Test
  void whatTheDriverRefusesIsAFailure() {
    DriverParts refused =
        new DriverParts(
            memory,
            (block, offset, length) ->
                CompletableFuture.failedFuture(new IllegalStateException("the query is over")));
    for (int time = 0; time < 2; time++) {
      SheafException e =
          assertThrows(SheafException.class, () -> refused.use(1, part(0), () -> {}));
      assertEquals("NO_PART", e.code());
      assertEquals(0, memory.usedBytes());
    }
    refused.close();
  }

  @Test
  void nobodyWaitsForWhatIsNotWantedAnyMore() {
    DriverParts silent =
        new DriverParts(memory, (block, offset, length) -> new CompletableFuture<>());
    AtomicInteger checks = new AtomicInteger();
    Runnable check =
        () -> {
          if (checks.incrementAndGet() == 3) {
            throw Failures.cancelled();
          }
        };
    assertThrows(SheafException.class, () -> silent.use(1, part(0), check));
    assertEquals(0, memory.usedBytes());
    silent.close();
  }
}
