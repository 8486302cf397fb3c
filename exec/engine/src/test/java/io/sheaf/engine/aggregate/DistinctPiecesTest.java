package io.sheaf.engine.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.RandomBatches;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistinctPiecesTest {
  private static final Schema SCHEMA = RandomBatches.schema(Simple.INTEGER, Simple.INTEGER);

  /** Somewhat more rows than a power of two: tables have just grown. */
  private static final int BATCHES = 34;

  private static final int ROWS = 8192;

  @TempDir Path folder;

  /** A pair takes far more in a table than on disk. */
  @Test
  void narrowPairsOfFewGroupsAreCutSmallEnough() {
    for (int memory : new int[] {4 << 20, 10 << 20, 11 << 20, 12 << 20}) {
      RandomBatches seed = new RandomBatches();
      Random random = seed.random();
      Map<Integer, Set<Integer>> expected = new HashMap<>();
      List<Batch> input = input(random, random.nextInt(8), expected);
      AggregationRun run = new AggregationRun(folder).withMemory(memory).withDrivers(2);
      List<AggregateCall> calls =
          List.of(new AggregateCall(AggregateFunction.COUNT, List.of(1), true, -1, Simple.BIGINT));
      PhysicalPlan.Aggregate plan =
          HashAggregationTest.plan(
              AggregateStep.SINGLE, new PhysicalPlan.Values(SCHEMA, List.of()), List.of(0), calls);
      Map<Object, Long> found = new HashMap<>();
      for (List<Object> row : RandomBatches.rows(run.run(plan, input))) {
        found.put(row.get(0), (Long) row.get(1));
      }
      Map<Object, Long> counts = new HashMap<>();
      expected.forEach((flag, values) -> counts.put(flag, (long) values.size()));
      assertEquals(counts, found, seed.toString());
      assertTrue(run.spilledBytes() > 0, seed.toString());
    }
  }

  /**
   * @param shift how much nearer to each other values are than they could be
   */
  private static List<Batch> input(Random random, int shift, Map<Integer, Set<Integer>> expected) {
    List<Batch> input = new ArrayList<>();
    for (int b = 0; b < BATCHES; b++) {
      int[] flags = new int[ROWS];
      int[] values = new int[ROWS];
      for (int i = 0; i < ROWS; i++) {
        flags[i] = random.nextInt(2);
        values[i] = random.nextInt() >> shift;
        expected.computeIfAbsent(flags[i], flag -> new HashSet<>()).add(values[i]);
      }
      List<Column> columns =
          List.of(new IntColumn(Simple.INTEGER, flags), new IntColumn(Simple.INTEGER, values));
      input.add(Batch.frozen(SCHEMA, columns, ROWS));
    }
    return input;
  }
}
