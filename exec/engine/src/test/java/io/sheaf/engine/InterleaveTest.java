package io.sheaf.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.Interleave;
import io.sheaf.columnar.Schema;
import java.nio.charset.StandardCharsets;
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
      Batch again = Interleave.of(SCHEMA, batches).rows(sources, rows, count);
      assertEquals(expected, RandomBatches.rows(again), random.toString());
    }
  }

  @Test
  void unitesSmallDictionaries() {
    Schema text = RandomBatches.schema(DataType.VARCHAR);
    List<Batch> batches = new ArrayList<>();
    for (String word : List.of("xyxx", "yzyy", "xyzx")) {
      Dictionary dictionary =
          new Dictionary(word.getBytes(StandardCharsets.UTF_8), new int[] {0, 1, 2, 4}, 3);
      int[] codes = {0, 1, 2, 0};
      batches.add(
          Batch.frozen(
              text, List.of(new DictionaryColumn(DataType.VARCHAR, dictionary, codes, null)), 4));
    }
    int[] sources = {0, 1, 2, 0, 1, 2, 0, 1, 2};
    int[] rows = {0, 0, 0, 1, 1, 1, 2, 2, 2};
    Batch picked = Interleave.of(text, batches).rows(sources, rows, 9);
    assertEquals(
        List.of("x", "y", "x", "y", "z", "y", "xx", "yy", "zx"),
        RandomBatches.rows(picked).stream().map(r -> r.getFirst()).toList());
    Dictionary united = ((DictionaryColumn) picked.column(0)).dictionary();
    assertEquals(6, united.size());
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
