package io.sheaf.cluster.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One byte of a shuffle file is changed, or the file is cut, anywhere: whoever reads rows gets them
 * as they were written or learns which output is damaged.
 */
class BlockDamageTest {
  private static final int ROUNDS = Boolean.getBoolean("sheaf.soak") ? 20_000 : 1_000;
  private static final int PARTITIONS = 4;
  private static final Schema SCHEMA = Schema.of(new Field("n", Simple.BIGINT, false));
  private static final TaskId TASK = new TaskId(new StageId(1, 0), 0, 0);
  private static final Address HERE = new Address(0, "here", 0, "");

  @TempDir Path folder;

  private final long seed = Long.getLong("sheaf.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @BeforeEach
  void tellSeed() {
    System.out.println("BlockDamageTest seed " + seed);
  }

  private Batch batch() {
    long[] values = new long[1 + random.nextInt(random.nextInt(5) == 0 ? 3000 : 30)];
    Arrays.setAll(values, i -> random.nextInt(3) == 0 ? random.nextLong() : i);
    return Batch.frozen(SCHEMA, List.of(new LongColumn(Simple.BIGINT, values)), values.length);
  }

  private static List<Long> values(Batch batch) {
    return Arrays.stream(((LongColumn) batch.column(0)).values(), 0, batch.rows()).boxed().toList();
  }

  /** Half of the bytes are asked for, the others read where they lie, if that can be. */
  private List<Long> read(BlockStore store, Source source) {
    SeenOutputs seen = new SeenOutputs();
    BlockReader reader =
        (from, block, offset, bytes) ->
            CompletableFuture.supplyAsync(
                () ->
                    (random.nextBoolean()
                            ? seen.read(folder, block, offset, bytes)
                            : Optional.<byte[]>empty())
                        .orElseGet(() -> store.read(block, offset, bytes)),
                Runnable::run);
    List<Long> found = new ArrayList<>();
    FetchedRows fetched = new FetchedRows(SCHEMA, List.of(source), reader);
    try (BatchStream rows = fetched.open(new MemoryPool(1 << 20), () -> {})) {
      Batch batch;
      while ((batch = rows.next()) != null) {
        found.addAll(values(batch));
      }
    }
    return found;
  }

  private byte[] damaged(byte[] good) {
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(good, random.nextInt(good.length));
    }
    byte[] bad = good.clone();
    bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
    return bad;
  }

  @Test
  void aDamagedIndexIsNotUsed() throws IOException {
    try (BlockStore store = new BlockStore(folder)) {
      MapOutputWriter writer = store.writer(TASK, 1);
      Batch batch = batch();
      writer.add(0, batch);
      List<Long> sizes = store.keep(TASK, writer);
      int bytes = sizes.getFirst().intValue();
      BlockId block = new BlockId(TASK, 0);
      SeenOutputs seen = new SeenOutputs();
      assertArrayEquals(
          store.read(block, 0, bytes), seen.read(folder, block, 0, bytes).orElseThrow());
      Path index = folder.resolve("1-0-0-0.index");
      byte[] good = Files.readAllBytes(index);
      for (int round = 0; round < ROUNDS; round++) {
        Files.write(index, damaged(good));
        assertEquals(
            Optional.empty(), new SeenOutputs().read(folder, block, 0, bytes), "seed " + seed);
        assertEquals(values(batch), read(store, new Source(block, HERE, bytes)), "seed " + seed);
      }
    }
  }

  @Test
  void damageIsNoticedWhereverItIs() throws IOException {
    try (BlockStore store = new BlockStore(folder)) {
      List<List<Long>> written = new ArrayList<>();
      for (int p = 0; p < PARTITIONS; p++) {
        written.add(new ArrayList<>());
      }
      MapOutputWriter writer = store.writer(TASK, PARTITIONS);
      for (int i = 0; i < 40; i++) {
        int partition = random.nextInt(PARTITIONS);
        Batch batch = batch();
        writer.add(partition, batch);
        written.get(partition).addAll(values(batch));
      }
      List<Long> sizes = store.keep(TASK, writer);
      Path file = store.file(TASK);
      byte[] good = Files.readAllBytes(file);
      for (int round = 0; round < ROUNDS; round++) {
        Files.write(file, damaged(good));
        int noticed = 0;
        for (int p = 0; p < PARTITIONS; p++) {
          Source source = new Source(new BlockId(TASK, p), HERE, sizes.get(p));
          try {
            assertEquals(written.get(p), read(store, source), "seed " + seed);
          } catch (SheafException e) {
            noticed++;
            assertEquals(source, FetchFailure.source(e).orElseThrow(), "seed " + seed);
          }
        }
        assertTrue(noticed > 0, "damage was not noticed, seed " + seed + ", round " + round);
      }
    }
  }
}
