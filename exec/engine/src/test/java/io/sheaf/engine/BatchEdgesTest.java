package io.sheaf.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Concat;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.arrow.ArrowBatch;
import io.sheaf.columnar.block.BlockCodec;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

/** Batches leave the heap, and come back, unchanged. */
class BatchEdgesTest {
  private static final Schema SCHEMA =
      RandomBatches.schema(
          Simple.BOOLEAN,
          Simple.TINYINT,
          Simple.SMALLINT,
          Simple.INTEGER,
          Simple.BIGINT,
          Simple.REAL,
          Simple.DOUBLE,
          new Decimal(15, 2),
          new Decimal(38, 4),
          DataType.VARCHAR,
          new DataType.Char(12),
          Simple.VARBINARY,
          Simple.DATE,
          Simple.TIME,
          Simple.TIMESTAMP,
          Simple.TIMESTAMP_WITH_TIME_ZONE,
          Simple.INTERVAL_YEAR_MONTH,
          Simple.INTERVAL_DAY_TIME);

  @Test
  void blocksRoundTrip() {
    RandomBatches batches = new RandomBatches();
    for (Batch batch : batches.batches(SCHEMA, 5000, 300)) {
      Batch back = BlockCodec.decode(BlockCodec.encode(batch), SCHEMA);
      assertSameRows(batch, back, batches);
    }
  }

  @Test
  void arrowRoundTripsAndLeavesNothing() {
    RandomBatches batches = new RandomBatches();
    try (RootAllocator allocator = new RootAllocator()) {
      for (Batch batch : batches.batches(SCHEMA, 5000, 300)) {
        try (ArrowBatch arrow = ArrowBatch.of(batch, allocator)) {
          assertSameRows(batch, arrow.toBatch(), batches);
        }
      }
      assertEquals(0, allocator.getAllocatedMemory());
    }
  }

  @Test
  void concatenationKeepsAllRows() {
    RandomBatches batches = new RandomBatches();
    for (int round = 0; round < 30; round++) {
      List<Batch> parts = batches.batches(SCHEMA, 300, 90).stream().map(Batch::detach).toList();
      Batch all = Concat.batches(SCHEMA, parts);
      int start = 0;
      for (Batch part : parts) {
        int[] rows = java.util.stream.IntStream.range(start, start + part.rows()).toArray();
        assertSameRows(
            part, all.withSelection(new io.sheaf.columnar.Selection(rows, rows.length)), batches);
        start += part.rows();
      }
      assertEquals(start, all.rows());
    }
  }

  private static void assertSameRows(Batch expected, Batch actual, RandomBatches batches) {
    List<List<Object>> left = RandomBatches.rows(expected);
    List<List<Object>> right = RandomBatches.rows(actual);
    assertEquals(left.size(), right.size());
    for (int row = 0; row < left.size(); row++) {
      for (int i = 0; i < SCHEMA.size(); i++) {
        Object a = left.get(row).get(i);
        Object b = right.get(row).get(i);
        if (a instanceof byte[] bytes) {
          a = List.of(java.util.HexFormat.of().formatHex(bytes));
          b = List.of(java.util.HexFormat.of().formatHex((byte[]) b));
        }
        assertEquals(a, b, batches + " column " + i);
      }
    }
  }
}
