package io.sheaf.cluster.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.cache.CachedRows;
import io.sheaf.engine.cache.StorageLevel;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that outlive their query, within one JVM. */
class KeptStoreTest {
  private static final Schema SCHEMA = Schema.of(new Field("n", Simple.BIGINT, false));

  @TempDir static Path folder;

  private final MemoryPool memory = new MemoryPool(64 << 20);
  private final KeptStore store = new KeptStore(memory, folder, task -> {});

  @AfterEach
  void allIsFreed() {
    store.close();
    assertEquals(List.of(), memory.openLeases());
  }

  private static TaskId task(int partition) {
    return new TaskId(new StageId(1, 0), partition, 0);
  }

  private CachedRows place(TaskId task, String level) {
    return store.place(task, "t", SCHEMA, StorageLevel.of(level));
  }

  @Test
  void whatIsKeptWhileItsQueryEndsCanBeFreed() throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    Thread ending =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!over.get()) {
                    store.release(1);
                  }
                });
    for (int i = 0; i < 20_000; i++) {
      store.keep(task(i), place(task(i), "MEMORY"), true);
    }
    over.set(true);
    ending.join();
    store.release(1);
  }

  private static Batch numbers(int count) {
    long[] values = new Random(1).longs(count).toArray();
    return Batch.frozen(SCHEMA, List.of(new LongColumn(Simple.BIGINT, values)), count);
  }

  @Test
  void aBlockThatTravelsInPiecesIsMadeOnce() {
    for (String level : List.of("MEMORY", "MEMORY_COMPRESSED", "DISK")) {
      TaskId task = task(0);
      CachedRows rows = place(task, level);
      rows.add(numbers(100_000));
      store.keep(task, rows, false);
      BlockId block = new BlockId(task, 0);
      byte[] whole = store.read(block, 0, 16 << 20);
      long before = memory.usedBytes();
      ByteArrayOutputStream pieces = new ByteArrayOutputStream();
      while (pieces.size() < whole.length) {
        pieces.writeBytes(store.read(block, pieces.size(), 100_000));
        boolean more = pieces.size() < whole.length;
        assertEquals(before + (more ? whole.length : 0), memory.usedBytes());
      }
      assertArrayEquals(whole, pieces.toByteArray());
      assertTrue(whole.length > 700_000);
      store.read(block, 0, 100_000); // and never the rest
      store.forget(List.of(task));
    }
  }
}
