package io.sheaf.engine.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.LongColumn;
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

/** Large tables of several drivers that have few, some or all of their groups in common. */
class MergedTablesTest {
  private static final Schema SCHEMA =
      RandomBatches.schema(Simple.BIGINT, Simple.DOUBLE, Simple.BIGINT);

  @TempDir Path folder;

  @Test
  void eachGroupComesOnceAndWhole() {
    for (int round = 0; round < 24; round++) {
      RandomBatches seed = new RandomBatches();
      Random random = seed.random();
      int drivers = 2 + random.nextInt(2);
      AggregationRun run = new AggregationRun(folder).withDrivers(drivers);
      if (random.nextInt(3) == 0) {
        run.withMemory((1 << 20) + random.nextInt(16 << 20));
      }
      // A second key that is no whole number, two that are, or one alone.
      List<Integer> groups = List.of(List.of(0, 1), List.of(0, 2), List.of(0)).get(round % 3);
      boolean distinct = random.nextBoolean();
      List<Batch> input = input(random, drivers, random.nextInt(4));
      assertEquals(
          expected(input, groups, distinct), actual(run, input, groups, distinct), seed.toString());
    }
  }

  /** Keys in no order; of so many quarters of them each driver has its own. */
  private static List<Batch> input(Random random, int drivers, int quarters) {
    List<Batch> input = new ArrayList<>();
    for (int b = 0; b < 30; b++) {
      int rows = 1000;
      long[] keys = new long[rows];
      double[] more = new double[rows];
      long[] values = new long[rows];
      for (int i = 0; i < rows; i++) {
        long pick = random.nextInt(12_000);
        boolean own = (pick & 3) < quarters;
        keys[i] = own ? pick * 64 + b % drivers : pick * 64 + 63;
        more[i] = keys[i] & 7;
        // Other bounds for each driver.
        values[i] = random.nextInt(50) * (1L << 3 * (b % drivers)) - 20;
      }
      List<Column> columns =
          List.of(
              new LongColumn(Simple.BIGINT, keys),
              new DoubleColumn(Simple.DOUBLE, more),
              new LongColumn(Simple.BIGINT, values));
      input.add(Batch.frozen(SCHEMA, columns, rows));
    }
    return input;
  }

  private static Map<List<Object>, List<Long>> expected(
      List<Batch> input, List<Integer> groups, boolean distinct) {
    Map<List<Object>, List<Long>> values = new HashMap<>();
    for (List<Object> row : RandomBatches.rows(input)) {
      List<Object> key = groups.stream().map(row::get).toList();
      values.computeIfAbsent(key, k -> new ArrayList<>()).add(((Number) row.get(2)).longValue());
    }
    Map<List<Object>, List<Long>> out = new HashMap<>();
    values.forEach(
        (key, of) -> {
          Set<Long> different = new HashSet<>(of);
          long sum = of.stream().mapToLong(v -> v).sum();
          out.put(key, List.of(sum, (long) (distinct ? different.size() : of.size())));
        });
    return out;
  }

  private static Map<List<Object>, List<Long>> actual(
      AggregationRun run, List<Batch> input, List<Integer> groups, boolean distinct) {
    List<AggregateCall> calls =
        List.of(
            new AggregateCall(AggregateFunction.SUM, List.of(2), false, -1, new Decimal(38, 0)),
            new AggregateCall(AggregateFunction.COUNT, List.of(2), distinct, -1, Simple.BIGINT));
    PhysicalPlan.Aggregate plan =
        HashAggregationTest.plan(
            AggregateStep.SINGLE, new PhysicalPlan.Values(SCHEMA, List.of()), groups, calls);
    Map<List<Object>, List<Long>> found = new HashMap<>();
    int keys = groups.size();
    for (List<Object> row : RandomBatches.rows(run.run(plan, input))) {
      long sum = ((Number) row.get(keys)).longValue();
      long count = ((Number) row.get(keys + 1)).longValue();
      List<Long> old = found.put(row.subList(0, keys), List.of(sum, count));
      assertEquals(null, old, "twice: " + row);
    }
    return found;
  }
}
