package io.sheaf.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.Interleave;
import io.sheaf.columnar.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InterleaveTest {
  private static final Schema SCHEMA =
      RandomBatches.schema(
          Simple.BOOLEAN,
          Simple.INTEGER,
          Simple.BIGINT,
          Simple.REAL,
          Simple.DOUBLE,
          new Decimal(38, 4),
          DataType.VARCHAR);

  @Test
  void picksRowsOfAnyBatch() {
    for (int round = 0; round < 200; round++) {
      RandomBatches random = new RandomBatches();
      Random dice = random.random();
      List<Batch> batches = new ArrayList<>();
      for (int b = 0; b <= dice.nextInt(5); b++) {
        batches.add(random.batch(SCHEMA, 1 + dice.nextInt(50)).withSelection(null));
      }
      int count = dice.nextInt(100);
      int[] sources = new int[count];
      int[] rows = new int[count];
      List<List<Object>> expected = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        sources[i] = dice.nextInt(batches.size());
        Batch batch = batches.get(sources[i]);
        rows[i] = dice.nextInt(batch.rows());
        expected.add(RandomBatches.rows(batch).get(rows[i]));
      }
      Batch picked = Interleave.rows(SCHEMA, batches, sources, rows, count);
      assertEquals(expected, RandomBatches.rows(picked), random.toString());
      assertTrue(picked.isFrozen());
    }
  }

  @Test
  void keepsTheOneDictionary() {
    Schema text = RandomBatches.schema(DataType.VARCHAR);
    RandomBatches random = new RandomBatches();
    Batch batch = random.batch(text, 10).withSelection(null);
    while (!(batch.column(0) instanceof DictionaryColumn)) {
      batch = random.batch(text, 10).withSelection(null);
    }
    Batch picked =
        Interleave.rows(text, List.of(batch, batch), new int[] {1, 0}, new int[] {3, 7}, 2);
    assertTrue(picked.column(0) instanceof DictionaryColumn, random.toString());
  }
}
