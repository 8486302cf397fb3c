package io.sheaf.engine.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.RandomBatches;
import io.sheaf.engine.pipeline.Turn;
import io.sheaf.plan.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Orders by texts of which few or many are different, with much in common or little. */
class TextOrderTest {
  private static final Schema SCHEMA =
      RandomBatches.schema(
          DataType.VARCHAR, DataType.VARCHAR, Simple.BIGINT, Simple.DOUBLE, Simple.INTEGER);

  private static final String[] WORDS = {
    "", "a", "\0", "\0\0", "packages", "package", "carefully", "é", "x".repeat(30), "y".repeat(200)
  };

  private final QueryContext query =
      new QueryContext(
          EngineSettings.defaults(),
          null,
          new MemoryPool(1000),
          null,
          new CancelToken(),
          System::nanoTime);

  @Test
  void sortsAndMergesLikeTheReference() {
    for (int round = 0; round < 60; round++) {
      RandomBatches batches = new RandomBatches();
      Random dice = batches.random();
      int words = 1 + dice.nextInt(5);
      List<SortKey> keys = new ArrayList<>();
      for (int i = 1 + dice.nextInt(4); i > 0; i--) {
        keys.add(new SortKey(dice.nextInt(SCHEMA.size()), dice.nextBoolean(), dice.nextBoolean()));
      }
      SortOrder order = new SortOrder(keys);
      List<SortedRows> runs = new ArrayList<>();
      List<List<Object>> expected = new ArrayList<>();
      for (int run = 0; run <= dice.nextInt(3); run++) {
        RunCollector collector = new RunCollector(SCHEMA, order);
        for (int left = dice.nextInt(4000); left > 0; ) {
          int rows = 1 + dice.nextInt(left);
          Batch batch = batch(dice, rows, words);
          expected.addAll(RandomBatches.rows(List.of(batch)));
          collector.add(batch);
          left -= rows;
        }
        runs.add(collector.sort(new RunSorter(order, query)));
      }
      expected.sort(SortOperatorTest.reference(keys));

      MergedRuns merged = new MergedRuns(SCHEMA, order, runs, 1 + dice.nextInt(5000), 0);
      RangeMerge stream = new RangeMerge(SCHEMA, merged, new Turn(), 1000);
      assertEquals(expected, RandomBatches.drain(stream), batches + " by " + keys);
    }
  }

  private static Batch batch(Random dice, int rows, int words) {
    List<ColumnBuilder> builders =
        SCHEMA.fields().stream().map(field -> new ColumnBuilder(field.type(), rows)).toList();
    for (int i = 0; i < rows; i++) {
      for (int c = 0; c < builders.size(); c++) {
        ColumnBuilder builder = builders.get(c);
        if (dice.nextInt(9) == 0) {
          builder.appendNull();
        } else {
          switch (c) {
            case 0 -> builder.appendText(WORDS[dice.nextInt(WORDS.length)]);
            case 1 -> builder.appendText(sentence(dice, words));
            case 2 -> builder.appendLong(number(dice));
            case 3 -> builder.appendDouble(dice.nextInt(3) - 1);
            default -> builder.appendInt(dice.nextInt(3));
          }
        }
      }
    }
    List<Column> columns = builders.stream().map(ColumnBuilder::build).toList();
    return Batch.frozen(SCHEMA, columns, rows);
  }

  private static String sentence(Random dice, int words) {
    StringBuilder text = new StringBuilder();
    for (int w = 0; w < words; w++) {
      text.append(WORDS[dice.nextInt(WORDS.length)]);
    }
    return text.toString();
  }

  private static long number(Random dice) {
    return switch (dice.nextInt(4)) {
      case 0 -> Long.MAX_VALUE - dice.nextInt(3);
      case 1 -> Long.MIN_VALUE + dice.nextInt(3);
      default -> dice.nextInt(5) - 2;
    };
  }
}
