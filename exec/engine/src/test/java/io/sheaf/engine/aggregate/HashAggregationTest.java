package io.sheaf.engine.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.EngineSettings.Codegen;
import io.sheaf.engine.RandomBatches;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.AggregateStates;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashAggregationTest {
  private static final Schema SCHEMA =
      RandomBatches.schema(
          Simple.BIGINT,
          Simple.INTEGER,
          DataType.VARCHAR,
          DataType.VARCHAR,
          new Decimal(15, 2),
          new Decimal(30, 3),
          Simple.DOUBLE,
          Simple.REAL,
          Simple.BOOLEAN,
          Simple.DATE);

  @TempDir Path folder;

  @Test
  void aggregatesLikeTheReference() {
    for (int round = 0; round < 100; round++) {
      RandomBatches batches = new RandomBatches();
      if (round % 3 == 0) {
        batches.withDomain(2000);
      }
      Random random = batches.random();
      int batchRows = new int[] {1, 3, 100, 8192}[random.nextInt(4)];
      List<Batch> input = batches.batches(SCHEMA, random.nextInt(5000), batchRows);
      AggregationRun run = new AggregationRun(folder).withDrivers(1 + random.nextInt(4));
      run.withCodegen(Codegen.values()[random.nextInt(Codegen.values().length)]);
      check(plan(random, SCHEMA, true), input, run.withBatchRows(batchRows), batches);
    }
  }

  @Test
  void collidingHashesChangeNothing() {
    for (int round = 0; round < 20; round++) {
      RandomBatches batches = new RandomBatches();
      Random random = batches.random();
      List<Batch> input = batches.batches(SCHEMA, 800, 200);
      AggregationRun run = new AggregationRun(folder).withDrivers(1 + random.nextInt(3));
      check(plan(random, SCHEMA, true), input, run.withEqualHashes(), batches);
    }
  }

  @Test
  void spillsWhenMemoryIsShort() {
    for (int round = 0; round < 8; round++) {
      RandomBatches batches = new RandomBatches().withDomain(20_000);
      Random random = batches.random();
      // Small batches: a batch with constant keys is one group, whose distinct values cannot be
      // parted. The codes of large dictionaries, which one row already needs, must fit.
      List<Batch> input = batches.batches(SCHEMA, 15_000, 512);
      AggregationRun run =
          new AggregationRun(folder).withDrivers(1 + random.nextInt(3)).withMemory(1 << 19);
      PhysicalPlan.Aggregate any = plan(random, SCHEMA, true);
      check(
          plan(AggregateStep.SINGLE, any.input(), List.of(0, 2), any.calls()), input, run, batches);
      assertTrue(run.spilledBytes() > 0, batches.toString());
    }
  }

  @Test
  void distinctValuesOfOneGroupSpill() {
    for (int round = 0; round < 4; round++) {
      RandomBatches batches = new RandomBatches().withDomain(40_000);
      Random random = batches.random();
      List<Batch> input = batches.batches(SCHEMA, 40_000, 8192);
      AggregationRun run =
          new AggregationRun(folder).withDrivers(1 + random.nextInt(3)).withMemory(1 << 18);
      List<AggregateCall> calls = new ArrayList<>();
      for (int column : new int[] {2, 0, 5}) {
        DataType type = Simple.BIGINT;
        calls.add(new AggregateCall(AggregateFunction.COUNT, List.of(column), true, -1, type));
      }
      calls.add(new AggregateCall(AggregateFunction.SUM, List.of(5), true, 8, new Decimal(38, 3)));
      PhysicalPlan input0 = new PhysicalPlan.Values(SCHEMA, List.of());
      check(plan(AggregateStep.SINGLE, input0, List.of(), calls), input, run, batches);
      assertTrue(run.spilledBytes() > 0, batches.toString());
    }
  }

  @Test
  void leavesNothingWhenTheDiskIsFull() {
    RandomBatches batches = new RandomBatches().withDomain(20_000);
    List<Batch> input = batches.batches(SCHEMA, 10_000, 512);
    PhysicalPlan.Aggregate any = plan(batches.random(), SCHEMA, true);
    PhysicalPlan.Aggregate plan =
        plan(AggregateStep.SINGLE, any.input(), List.of(0, 2), any.calls());
    AggregationRun run = new AggregationRun(folder).withMemory(1 << 18);
    run.run(plan, input);
    long bytes = run.spilledBytes();
    assertTrue(bytes > 0, batches.toString());
    for (int eighth = 0; eighth < 8; eighth++) {
      run.withDisk(bytes * eighth / 8);
      SheafException failure =
          assertThrows(SheafException.class, () -> run.run(plan, input), batches.toString());
      assertEquals("SPILL_FAILED", failure.code(), batches.toString());
    }
  }

  @Test
  void keysAtTheEdgesOfTheirTypesStayApart() {
    Schema schema = RandomBatches.schema(Simple.BIGINT, Simple.INTEGER);
    for (int round = 0; round < 60; round++) {
      RandomBatches batches = new RandomBatches();
      Random random = batches.random();
      List<Batch> input = new ArrayList<>();
      for (int b = 0; b < 6; b++) {
        int rows = 1 + random.nextInt(3000);
        long[] longs = new long[rows];
        int[] ints = new int[rows];
        long step = 1L << random.nextInt(64);
        for (int i = 0; i < rows; i++) {
          longs[i] = edge(random) + random.nextInt(5) * step;
          ints[i] = (int) edge(random) + random.nextInt(3);
        }
        input.add(
            Batch.frozen(
                schema,
                List.of(new LongColumn(Simple.BIGINT, longs), new IntColumn(Simple.INTEGER, ints)),
                rows));
        if (round % 3 > 0) {
          input.add(batches.batch(schema, rows));
        }
      }
      List<AggregateCall> calls =
          List.of(
              new AggregateCall(AggregateFunction.MIN, List.of(0), false, -1, Simple.BIGINT),
              new AggregateCall(AggregateFunction.COUNT, List.of(0), true, -1, Simple.BIGINT));
      List<Integer> groups = List.of(List.of(0), List.of(1), List.of(1, 0)).get(round % 3);
      AggregationRun run = new AggregationRun(folder).withDrivers(1 + random.nextInt(3));
      PhysicalPlan values = new PhysicalPlan.Values(schema, List.of());
      check(plan(AggregateStep.SINGLE, values, groups, calls), input, run, batches);
    }
  }

  private static long edge(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> Long.MAX_VALUE;
      case 2 -> Integer.MIN_VALUE;
      case 3 -> Integer.MAX_VALUE;
      case 4 -> -1;
      default -> 0;
    };
  }

  @Test
  void manyDenseKeysOverSeveralDrivers() {
    Schema schema = RandomBatches.schema(Simple.BIGINT, new Decimal(15, 2));
    for (int round = 0; round < 4; round++) {
      RandomBatches batches = new RandomBatches().withDomain(60_000);
      List<Batch> input = batches.batches(schema, 100_000, 8192);
      List<AggregateCall> calls =
          List.of(
              new AggregateCall(AggregateFunction.SUM, List.of(1), false, -1, new Decimal(25, 2)),
              new AggregateCall(AggregateFunction.COUNT_ALL, List.of(), false, -1, Simple.BIGINT));
      AggregationRun run = new AggregationRun(folder).withDrivers(3);
      PhysicalPlan values = new PhysicalPlan.Values(schema, List.of());
      check(plan(AggregateStep.SINGLE, values, List.of(0), calls), input, run, batches);
    }
  }

  @Test
  void partialStatesAddUp() {
    for (int round = 0; round < 60; round++) {
      RandomBatches batches = new RandomBatches();
      Random random = batches.random();
      PhysicalPlan.Aggregate single = plan(random, SCHEMA, false);
      PhysicalPlan.Aggregate partial =
          plan(AggregateStep.PARTIAL, single.input(), single.groups(), single.calls());
      List<Batch> all = new ArrayList<>();
      List<Batch> states = new ArrayList<>();
      for (int part = 0; part < 3; part++) {
        List<Batch> input = batches.batches(SCHEMA, random.nextInt(2000), 700);
        all.addAll(input);
        states.addAll(new AggregationRun(folder).withDrivers(2).run(partial, input));
      }
      PhysicalPlan.Aggregate last = finalStep(single, partial);
      List<Batch> results = new AggregationRun(folder).withDrivers(2).run(last, states);
      assertSame(single, RandomBatches.rows(all), RandomBatches.rows(results), batches.toString());
    }
  }

  private static PhysicalPlan.Aggregate finalStep(
      PhysicalPlan.Aggregate single, PhysicalPlan.Aggregate partial) {
    List<Integer> groups = new ArrayList<>();
    single.groups().forEach(group -> groups.add(groups.size()));
    List<AggregateCall> calls = new ArrayList<>();
    int column = groups.size();
    for (AggregateCall call : single.calls()) {
      DataType argument = call.args().isEmpty() ? null : SCHEMA.type(call.args().getFirst());
      AggregateFunction function =
          call.function() == AggregateFunction.COUNT_ALL
              ? AggregateFunction.COUNT
              : call.function();
      calls.add(new AggregateCall(function, List.of(column), false, -1, call.type()));
      column += AggregateStates.columns(call.function(), argument).size();
    }
    return plan(AggregateStep.FINAL, partial, groups, calls);
  }

  @Test
  void sumOfIntegersOverflows() {
    Schema schema = RandomBatches.schema(Simple.BIGINT);
    long[] values = {Long.MAX_VALUE, 5, -6};
    Batch batch =
        Batch.frozen(schema, List.of(new LongColumn(Simple.BIGINT, values)), values.length);
    AggregateCall sum =
        new AggregateCall(AggregateFunction.SUM, List.of(0), false, -1, Simple.BIGINT);
    PhysicalPlan.Aggregate plan =
        plan(
            AggregateStep.SINGLE,
            new PhysicalPlan.Values(schema, List.of()),
            List.of(),
            List.of(sum));
    List<Batch> fits = new AggregationRun(folder).run(plan, List.of(batch));
    assertEquals(
        List.of(List.of(Long.MAX_VALUE - 1)), RandomBatches.rows(fits), "only the end counts");
    SheafException error =
        assertThrows(
            SheafException.class,
            () -> new AggregationRun(folder).run(plan, List.of(batch, batch)));
    assertEquals("NUMERIC_OVERFLOW", error.code());
  }

  @Test
  void singleValueRefusesASecondRow() {
    Schema schema = RandomBatches.schema(Simple.BIGINT);
    RandomBatches batches = new RandomBatches();
    AggregateCall single =
        new AggregateCall(AggregateFunction.SINGLE_VALUE, List.of(0), false, -1, Simple.BIGINT);
    PhysicalPlan.Aggregate plan =
        plan(
            AggregateStep.SINGLE,
            new PhysicalPlan.Values(schema, List.of()),
            List.of(),
            List.of(single));
    Batch one = batches.batches(schema, 1, 1).getFirst();
    assertEquals(
        RandomBatches.rows(one),
        RandomBatches.rows(new AggregationRun(folder).run(plan, List.of(one))));
    SheafException error =
        assertThrows(
            SheafException.class, () -> new AggregationRun(folder).run(plan, List.of(one, one)));
    assertEquals("scalar sub-query returned more than one row", error.getMessage());
    assertEquals(1, RandomBatches.rows(new AggregationRun(folder).run(plan, List.of())).size());
  }

  private static void check(
      PhysicalPlan.Aggregate plan, List<Batch> input, AggregationRun run, RandomBatches batches) {
    List<List<Object>> actual = RandomBatches.rows(run.run(plan, input));
    assertSame(
        plan, RandomBatches.rows(input), actual, batches + " " + plan.groups() + plan.calls());
  }

  private static void assertSame(
      PhysicalPlan.Aggregate plan,
      List<List<Object>> input,
      List<List<Object>> actual,
      String message) {
    Map<List<Object>, List<Object>> expected = ReferenceAggregation.run(plan, input);
    assertEquals(expected.size(), actual.size(), message);
    int keys = plan.groups().size();
    for (List<Object> row : actual) {
      List<Object> wanted = expected.get(row.subList(0, keys));
      assertTrue(wanted != null, message + " made up " + row);
      for (int c = 0; c < wanted.size(); c++) {
        Object want = wanted.get(c);
        Object got = row.get(keys + c);
        if (plan.calls().get(c).function() == AggregateFunction.ANY_VALUE) {
          assertEquals(want == null, got == null, message + " in " + row);
        } else if (want instanceof Double d && got instanceof Double g) {
          assertEquals(d, g, 1e-9 * Math.max(1, Math.abs(d)), message + " in " + row);
        } else {
          assertEquals(want, got, message + " of " + plan.calls().get(c) + " in " + row);
        }
      }
    }
  }

  private static PhysicalPlan.Aggregate plan(Random random, Schema schema, boolean distinct) {
    List<Integer> groups = new ArrayList<>();
    for (int g = random.nextInt(4); g > 0; g--) {
      groups.add(random.nextInt(schema.size()));
    }
    List<AggregateCall> calls = new ArrayList<>();
    for (int c = random.nextInt(7); c > 0; c--) {
      calls.add(call(random, schema, distinct));
    }
    return plan(AggregateStep.SINGLE, new PhysicalPlan.Values(schema, List.of()), groups, calls);
  }

  private static AggregateCall call(Random random, Schema schema, boolean distinct) {
    while (true) {
      int column = random.nextInt(schema.size());
      DataType type = schema.type(column);
      AggregateFunction function =
          AggregateFunction.values()[random.nextInt(AggregateFunction.values().length)];
      DataType result = resultType(function, type);
      if (result != null) {
        boolean star = function == AggregateFunction.COUNT_ALL;
        return new AggregateCall(
            function,
            star ? List.of() : List.of(column),
            distinct && !star && random.nextInt(3) == 0,
            random.nextInt(4) == 0 ? 8 : -1,
            result);
      }
    }
  }

  private static DataType resultType(AggregateFunction function, DataType type) {
    return switch (function) {
      case COUNT_ALL, COUNT -> Simple.BIGINT;
      case SUM ->
          !type.isNumeric()
              ? null
              : type instanceof Decimal d
                  ? new Decimal(Math.min(38, d.precision() + 10), d.scale())
                  : type.isInteger() ? Simple.BIGINT : Simple.DOUBLE;
      case AVG ->
          !type.isNumeric()
              ? null
              : type instanceof Decimal d
                  ? new Decimal(Math.min(38, d.precision() + 4), d.scale() + 4)
                  : Simple.DOUBLE;
      case MIN, MAX, ANY_VALUE -> type;
      case SINGLE_VALUE, COLLECT -> null;
      case BOOL_AND, BOOL_OR -> type == Simple.BOOLEAN ? type : null;
      case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP -> type == Simple.DOUBLE ? type : null;
    };
  }

  static PhysicalPlan.Aggregate plan(
      AggregateStep step, PhysicalPlan input, List<Integer> groups, List<AggregateCall> calls) {
    List<Field> fields = new ArrayList<>();
    groups.forEach(group -> fields.add(input.schema().field(group)));
    for (AggregateCall call : calls) {
      if (step == AggregateStep.PARTIAL) {
        DataType argument =
            call.args().isEmpty() ? null : input.schema().type(call.args().getFirst());
        for (DataType state : AggregateStates.columns(call.function(), argument)) {
          fields.add(new Field("s" + fields.size(), state, true));
        }
      } else {
        fields.add(new Field("a" + fields.size(), call.type(), true));
      }
    }
    return new PhysicalPlan.Aggregate(
        input, step, groups, calls, new Schema(fields), Estimate.UNKNOWN);
  }
}
