package io.sheaf.cluster.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import io.sheaf.engine.shuffle.BlockFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows through files and back; a damaged byte is noticed wherever it is. */
class BlockFrameTest {
  private static final Schema SCHEMA = Schema.of(new Field("n", Simple.BIGINT, false));
  private static final TaskId TASK = new TaskId(new StageId(1, 0), 0, 0);
  private static final Address HERE = new Address(0, "here", 0, "");

  @TempDir Path folder;

  private static Batch batch(long from, int rows) {
    long[] values = LongStream.range(from, from + rows).toArray();
    return Batch.frozen(SCHEMA, List.of(new LongColumn(Simple.BIGINT, values)), rows);
  }

  private static BlockReader reader(BlockStore store) {
    return (from, block, offset, bytes) ->
        CompletableFuture.supplyAsync(() -> store.read(block, offset, bytes), Runnable::run);
  }

  private static List<Long> read(BlockStore store, List<Long> sizes, int partition) {
    Source source = new Source(new BlockId(TASK, partition), HERE, sizes.get(partition));
    List<Long> values = new ArrayList<>();
    MemoryPool memory = new MemoryPool(1 << 20);
    try (BatchStream rows =
        new FetchedRows(SCHEMA, List.of(source), reader(store)).open(memory, () -> {})) {
      Batch batch;
      while ((batch = rows.next()) != null) {
        for (int i = 0; i < batch.rows(); i++) {
          values.add(((LongColumn) batch.column(0)).values()[i]);
        }
        assertTrue(memory.usedBytes() >= 16L * batch.rows(), "what is in hand is reserved");
      }
    }
    assertEquals(0, memory.usedBytes());
    return values;
  }

  @Test
  void partitionsKeepTheirRowsInOrder() throws IOException {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("BlockFrameTest seed " + seed);
    Random random = new Random(seed);
    try (BlockStore store = new BlockStore(folder)) {
      MapOutputWriter writer = store.writer(TASK, 3);
      List<List<Long>> expected = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (int i = 0; i < 60; i++) {
        int partition = random.nextInt(2); // the last one stays empty
        int rows = random.nextInt(3) == 0 ? 70_000 : random.nextInt(20);
        writer.add(partition, batch(i * 100_000L, rows));
        LongStream.range(i * 100_000L, i * 100_000L + rows).forEach(expected.get(partition)::add);
      }
      List<Long> sizes = store.keep(TASK, writer);
      for (int p = 0; p < 3; p++) {
        assertEquals(expected.get(p), read(store, sizes, p), "seed " + seed);
      }
      store.drop(TASK.stage());
      assertThrows(SheafException.class, () -> read(store, sizes, 0));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void everyDamagedByteIsNoticed() throws IOException {
    for (int rows : new int[] {5, 2000}) {
      try (BlockStore store = new BlockStore(folder)) {
        MapOutputWriter writer = store.writer(TASK, 1);
        writer.add(0, batch(0, rows));
        List<Long> sizes = store.keep(TASK, writer);
        Path file = store.file(TASK);
        byte[] good = Files.readAllBytes(file);
        int step = Math.max(1, good.length / 300);
        for (int at = 0; at < good.length; at += at < BlockFrame.HEADER_BYTES ? 1 : step) {
          byte[] bad = good.clone();
          bad[at] ^= (byte) (1 << at % 8);
          Files.write(file, bad);
          SheafException failure =
              assertThrows(SheafException.class, () -> read(store, sizes, 0), "byte " + at);
          assertTrue(FetchFailure.source(failure).isPresent(), "byte " + at);
        }
        Files.write(file, java.util.Arrays.copyOf(good, good.length / 2));
        SheafException cut = assertThrows(SheafException.class, () -> read(store, sizes, 0));
        assertEquals(TASK, FetchFailure.source(cut).orElseThrow().block().task());
      }
    }
  }

  @Test
  void aHeaderThatClaimsMoreThanThereCanBeReservesNothing() throws IOException {
    try (BlockStore store = new BlockStore(folder)) {
      MapOutputWriter writer = store.writer(TASK, 1);
      writer.add(0, batch(0, 2000));
      Source source = new Source(new BlockId(TASK, 0), HERE, store.keep(TASK, writer).getFirst());
      int stored = (int) source.sizeBytes() - BlockFrame.HEADER_BYTES;
      int[][] claims = {
        {stored, 1 << 30}, {1 << 29, 1 << 29}, {stored + 1, 16_000}, {stored, stored * 255}
      };
      for (int[] claim : claims) {
        byte[] bytes = Files.readAllBytes(store.file(TASK));
        ByteBuffer.wrap(bytes).putInt(0, claim[0]).putInt(4, claim[1]);
        Files.write(store.file(TASK), bytes);
        MemoryPool memory = new MemoryPool(4 << 20);
        FetchedRows rows = new FetchedRows(SCHEMA, List.of(source), reader(store));
        try (BatchStream stream = rows.open(memory, () -> {})) {
          SheafException failure = assertThrows(SheafException.class, stream::next);
          assertTrue(FetchFailure.source(failure).isPresent());
        }
        assertTrue(memory.peakBytes() < 1 << 20, memory.peakBytes() + " for " + claim[0]);
      }
    }
  }
}
