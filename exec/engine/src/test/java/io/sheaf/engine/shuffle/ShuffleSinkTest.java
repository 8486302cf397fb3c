package io.sheaf.engine.shuffle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.RandomBatches;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.spill.SpillSpace;
import io.sheaf.plan.Partitioning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows wait for full batches of their partition only as long as there is memory. */
class ShuffleSinkTest {
  private static final Schema SCHEMA = RandomBatches.schema(Simple.BIGINT, DataType.VARCHAR);

  @TempDir Path folder;

  /** What came, in order. */
  private record Blocks(int partitions, List<Batch> all) implements BlockSink {
    @Override
    public void add(int partition, Batch batch) {
      all.add(batch.freeze());
    }
  }

  private static List<String> sorted(List<Batch> batches) {
    return RandomBatches.rows(batches).stream().map(List::toString).sorted().toList();
  }

  private List<Batch> spread(
      MemoryPool pool, Partitioning partitioning, int partitions, List<Batch> rows) {
    Blocks blocks = new Blocks(partitions, new ArrayList<>());
    EngineSettings settings = new EngineSettings(1, 8192, 0, folder, false, 0);
    try (SpillSpace spill = new SpillSpace(folder)) {
      QueryContext query =
          new QueryContext(settings, null, pool, spill, new CancelToken(), System::nanoTime);
      ShuffleSink sink = new ShuffleSink(SCHEMA, partitioning, blocks);
      try (sink;
          PipelineSink.Writer writer = sink.open(new DriverContext(query, 0, 1))) {
        rows.forEach(writer::write);
        writer.finish();
        sink.finish();
      }
    }
    assertEquals(List.of(), pool.openLeases());
    return blocks.all();
  }

  @Test
  void littleMemoryMakesSmallBlocks() {
    RandomBatches random = new RandomBatches();
    List<Batch> rows = random.batches(SCHEMA, 60_000, 500);
    for (int partitions : new int[] {3, 40}) {
      Partitioning spread = new Partitioning.RoundRobin(partitions);
      List<Batch> large = spread(new MemoryPool(1L << 30), spread, partitions, rows);
      MemoryPool little = new MemoryPool(1);
      List<Batch> small = spread(little, spread, partitions, rows);
      assertTrue(little.peakBytes() <= MemoryPool.FLOOR_BYTES, random.toString());
      assertTrue(small.size() > large.size(), random.toString());
      assertEquals(sorted(large), sorted(small), random.toString());
    }
  }
}
