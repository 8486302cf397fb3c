package io.sheaf.engine.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.RandomBatches;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that come in ascending order, as from a clustered file, or nearly so. */
class ClusteredKeysTest {
  private static final Schema SCHEMA =
      RandomBatches.schema(Simple.BIGINT, Simple.INTEGER, Simple.BIGINT);

  @TempDir Path folder;

  @Test
  void groupsAreFoundWhateverTheOrder() {
    for (int round = 0; round < 12; round++) {
      RandomBatches seed = new RandomBatches();
      Random random = seed.random();
      AggregationRun run = new AggregationRun(folder).withDrivers(1 + random.nextInt(3));
      if (random.nextInt(3) == 0) {
        run.withMemory(2 << 20);
      }
      List<Batch> input = input(random, round % 6);
      List<Integer> groups = random.nextInt(3) == 0 ? List.of(0, 1) : List.of(0);
      assertEquals(expected(input, groups.size()), actual(run, input, groups), seed.toString());
    }
  }

  /** Clustered keys; with NULLs (1), rows out of order (2), far apart (3), twice (4), down (5). */
  private static List<Batch> input(Random random, int kind) {
    int total = 60_000 + random.nextInt(150_000);
    long step = kind == 3 ? 1L << 20 + random.nextInt(22) : 1 + random.nextInt(4);
    long key = random.nextInt(1000) - 500;
    int batchRows = random.nextInt(4) == 0 ? 17 : 500 + random.nextInt(8000);
    List<Batch> input = new ArrayList<>();
    for (int from = 0; from < total; from += batchRows) {
      int rows = Math.min(batchRows, total - from);
      long[] keys = new long[rows];
      int[] more = new int[rows];
      long[] values = new long[rows];
      long[] validity = kind == 1 ? Validity.allValid(rows) : null;
      for (int i = 0; i < rows; i++) {
        boolean next = random.nextInt(3) > 0;
        key += !next ? 0 : kind == 5 ? -step : step;
        keys[i] = kind == 2 && random.nextInt(20_000) == 0 ? random.nextInt(5000) : key;
        keys[i] = kind == 4 && from > total / 2 ? key / 2 : keys[i];
        more[i] = (int) (keys[i] & 1);
        values[i] = random.nextInt(1000);
        if (kind == 1 && random.nextInt(30_000) == 0) {
          Validity.setNull(validity, i);
        }
      }
      List<Column> columns =
          List.of(
              new LongColumn(Simple.BIGINT, keys, validity),
              new IntColumn(Simple.INTEGER, more),
              new LongColumn(Simple.BIGINT, values));
      input.add(Batch.frozen(SCHEMA, columns, rows));
    }
    return input;
  }

  private static Map<List<Object>, List<Object>> expected(List<Batch> input, int keys) {
    Map<List<Object>, List<Object>> groups = new HashMap<>();
    for (List<Object> row : RandomBatches.rows(input)) {
      groups.merge(
          new ArrayList<>(row.subList(0, keys)),
          List.of(((Number) row.get(2)).longValue(), 1L),
          (a, b) -> List.of((long) a.get(0) + (long) b.get(0), (long) a.get(1) + 1));
    }
    return groups;
  }

  private static Map<List<Object>, List<Object>> actual(
      AggregationRun run, List<Batch> input, List<Integer> groups) {
    List<AggregateCall> calls =
        List.of(
            new AggregateCall(AggregateFunction.SUM, List.of(2), false, -1, Simple.BIGINT),
            new AggregateCall(AggregateFunction.COUNT_ALL, List.of(), false, -1, Simple.BIGINT));
    PhysicalPlan.Aggregate plan =
        HashAggregationTest.plan(
            AggregateStep.SINGLE, new PhysicalPlan.Values(SCHEMA, List.of()), groups, calls);
    Map<List<Object>, List<Object>> found = new HashMap<>();
    for (List<Object> row : RandomBatches.rows(run.run(plan, input))) {
      int keys = groups.size();
      List<Object> old = found.put(row.subList(0, keys), row.subList(keys, keys + 2));
      assertEquals(null, old, "twice: " + row);
    }
    return found;
  }
}
