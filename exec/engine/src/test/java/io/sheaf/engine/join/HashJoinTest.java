package io.sheaf.engine.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.RandomBatches;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.Failures;
import io.sheaf.engine.pipeline.PipelineStep;
import io.sheaf.engine.spill.FullDisk;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Expr;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.ScalarFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashJoinTest {
  private static final DataType[] KEY_TYPES = {
    Simple.BOOLEAN,
    Simple.TINYINT,
    Simple.INTEGER,
    Simple.BIGINT,
    Simple.DATE,
    Simple.TIMESTAMP,
    Simple.REAL,
    Simple.DOUBLE,
    new Decimal(15, 2),
    new Decimal(38, 4),
    DataType.VARCHAR,
    new DataType.Char(12),
    Simple.VARBINARY
  };

  @TempDir Path folder;

  /**
   * One join.
   *
   * @param keys the last key columns of both inputs
   */
  private record Case(
      JoinKind kind,
      List<DataType> keys,
      List<Boolean> nullEqual,
      boolean residual,
      boolean nullAware) {

    static Case random(Random random) {
      JoinKind kind = JoinKind.values()[random.nextInt(JoinKind.values().length)];
      int count = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1;
      List<DataType> keys = new ArrayList<>();
      List<Boolean> nullEqual = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        keys.add(KEY_TYPES[random.nextInt(KEY_TYPES.length)]);
        nullEqual.add(random.nextInt(4) == 0);
      }
      boolean aware = (kind == JoinKind.ANTI || kind == JoinKind.MARK) && random.nextBoolean();
      if (aware) {
        keys = List.of(keys.getFirst());
        nullEqual = List.of(false);
      }
      return new Case(kind, keys, nullEqual, random.nextInt(3) == 0, aware);
    }

    Schema schema() {
      List<DataType> types = new ArrayList<>(List.of(Simple.INTEGER, DataType.VARCHAR));
      types.addAll(keys);
      return RandomBatches.schema(types.toArray(DataType[]::new));
    }

    PhysicalPlan.HashJoin plan() {
      PhysicalPlan side = new PhysicalPlan.Values(schema(), List.of());
      List<Integer> columns = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        columns.add(2 + i);
      }
      Expr less =
          new Expr.Call(
              ScalarFunction.LESS,
              List.of(
                  new Expr.InputRef(0, Simple.INTEGER),
                  new Expr.InputRef(schema().size(), Simple.INTEGER)),
              Simple.BOOLEAN);
      return new PhysicalPlan.HashJoin(
          kind,
          side,
          side,
          new PhysicalPlan.Keys(columns, columns, nullEqual),
          residual ? less : null,
          nullAware,
          PhysicalPlan.joinSchema(kind, schema(), schema()),
          Estimate.UNKNOWN);
    }

    JoinReference reference() {
      BiFunction<List<Object>, List<Object>, Boolean> equal =
          (l, r) -> {
            for (int i = 0; i < keys.size(); i++) {
              Object a = l.get(2 + i);
              Object b = r.get(2 + i);
              if (a == null || b == null) {
                if (nullAware) {
                  return null;
                }
                if (!nullEqual.get(i) || a != b) {
                  return false;
                }
              } else if (a instanceof byte[] bytes
                  ? !Arrays.equals(bytes, (byte[]) b)
                  : !a.equals(b)) {
                return false;
              }
            }
            return true;
          };
      return new JoinReference(
          kind,
          nullAware,
          equal,
          (l, r) ->
              !residual || l.get(0) != null && r.get(0) != null && (int) l.get(0) < (int) r.get(0));
    }
  }

  /** To the ends of the type's range. */
  private static final long EXTREME = 0;

  private static final long[] SPREAD = {1, 10_000, 9_000_000_000_000L, EXTREME};
  private static final int[] BATCH_ROWS = {1, 3, 8192};

  @Test
  void joinsLikeTheReference() {
    for (int round = 0; round < 300; round++) {
      RandomBatches batches = new RandomBatches().withDomain(20);
      Random random = batches.random();
      batches.withDomain(2 + random.nextInt(200));
      JoinHarness harness =
          new JoinHarness(
              folder,
              1 + random.nextInt(4),
              BATCH_ROWS[random.nextInt(3)],
              random.nextInt(5) == 0,
              1L << 30);
      Case join = Case.random(random);
      long factor = SPREAD[random.nextInt(SPREAD.length)];
      List<Batch> left = spread(batches.batches(join.schema(), random.nextInt(120), 40), factor);
      List<Batch> right = spread(batches.batches(join.schema(), random.nextInt(120), 40), factor);
      check(join, harness, left, right, batches);
    }
  }

  /**
   * The batches with integer keys multiplied, so that they are dense, have gaps, or lie anywhere;
   * or moved to the ends of their type's range.
   */
  private static List<Batch> spread(List<Batch> batches, long factor) {
    List<Batch> out = new ArrayList<>();
    for (Batch batch : batches) {
      List<Column> columns = new ArrayList<>();
      for (Column column : batch.columns()) {
        columns.add(
            columns.size() < 2
                ? column
                : factor == EXTREME ? extreme(column) : multiplied(column, factor));
      }
      out.add(Batch.frozen(batch.schema(), columns, batch.rows()).withSelection(batch.selection()));
    }
    return out;
  }

  private static Column multiplied(Column column, long factor) {
    return switch (column) {
      case LongColumn c when !(c.type() instanceof Decimal) ->
          new LongColumn(
              c.type(), Arrays.stream(c.values()).map(v -> v * factor).toArray(), c.validity());
      case IntColumn c when c.type() == Simple.INTEGER || c.type() == Simple.DATE ->
          new IntColumn(
              c.type(),
              Arrays.stream(c.values()).map(v -> v * (int) Math.min(factor, 10_000)).toArray(),
              c.validity());
      case Column c -> c;
    };
  }

  private static Column extreme(Column column) {
    return switch (column) {
      case LongColumn c when !(c.type() instanceof Decimal) ->
          new LongColumn(
              c.type(),
              Arrays.stream(c.values())
                  .map(v -> v % 3 == 0 ? v : v % 2 == 0 ? Long.MAX_VALUE : Long.MIN_VALUE)
                  .toArray(),
              c.validity());
      case IntColumn c when c.type() == Simple.INTEGER || c.type() == Simple.DATE ->
          new IntColumn(
              c.type(),
              Arrays.stream(c.values())
                  .map(v -> v % 3 == 0 ? v : v % 2 == 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE)
                  .toArray(),
              c.validity());
      case Column c -> c;
    };
  }

  @Test
  void matchesKeysAtBothEndsOfTheirRange() {
    for (List<DataType> keys : List.of(List.<DataType>of(Simple.BIGINT), TWO_KEYS)) {
      for (boolean nullEqual : new boolean[] {false, true}) {
        Case join =
            new Case(
                JoinKind.INNER, keys, Collections.nCopies(keys.size(), nullEqual), false, false);
        List<Column> columns = new ArrayList<>();
        columns.add(Columns.nulls(Simple.INTEGER, 3));
        columns.add(Columns.nulls(DataType.VARCHAR, 3));
        columns.add(new LongColumn(Simple.BIGINT, new long[] {Long.MAX_VALUE, 5, Long.MIN_VALUE}));
        if (keys.size() == 2) {
          columns.add(new IntColumn(Simple.INTEGER, new int[] {1, 1, 1}));
        }
        List<Batch> rows = List.of(Batch.frozen(join.schema(), columns, 3));
        JoinHarness harness = new JoinHarness(folder, 1, 100, false, 1L << 30);
        check(join, harness, rows, rows, new RandomBatches());
      }
    }
  }

  private static final List<DataType> TWO_KEYS = List.of(Simple.BIGINT, Simple.INTEGER);

  private long check(
      Case join, JoinHarness harness, List<Batch> left, List<Batch> right, RandomBatches seed) {
    int columns = join.schema().size();
    List<List<Object>> expected =
        join.reference()
            .join(RandomBatches.rows(left), RandomBatches.rows(right), columns, columns);
    JoinHarness.Result actual =
        harness.run(query -> ends(join, query), left, right, Integer.MAX_VALUE);
    assertEquals(
        JoinReference.bag(expected),
        JoinReference.bag(actual.rows()),
        () -> seed + " " + join + " " + harness);
    return actual.spilledBytes();
  }

  private static JoinHarness.Ends ends(Case join, QueryContext query) {
    HashJoinOperator operator = new HashJoinOperator(join.plan(), query);
    return new JoinHarness.Ends(operator.build(), operator.probe());
  }

  @Test
  void spillsWhenMemoryIsShort() {
    for (JoinKind kind : JoinKind.values()) {
      for (int round = 0; round < 2; round++) {
        RandomBatches batches = new RandomBatches();
        Random random = batches.random();
        Case any = Case.random(random);
        boolean aware = (kind == JoinKind.ANTI || kind == JoinKind.MARK) && random.nextBoolean();
        DataType key = random.nextBoolean() ? Simple.BIGINT : DataType.VARCHAR;
        Case join =
            new Case(
                kind,
                List.of(key),
                List.of(!aware && any.nullEqual().getFirst()),
                random.nextBoolean(),
                aware);
        batches.withDomain(4000);
        JoinHarness harness =
            new JoinHarness(folder, 1 + random.nextInt(3), 1000, random.nextInt(6) == 0, 100_000);
        List<Batch> right = batches.batches(join.schema(), enough(kind), 1000);
        List<Batch> left = batches.batches(join.schema(), 200, 50);
        long spilled = check(join, harness, left, right, batches);
        assertTrue(spilled > 0, () -> batches + " " + join);
      }
    }
  }

  /** Right rows that do not fit into what every operator may hold. */
  private static int enough(JoinKind kind) {
    return kind.emitsRight() ? 20_000 : 45_000;
  }

  @Test
  void leavesNothingWhenTheDiskIsFull() {
    for (int round = 0; round < 4; round++) {
      RandomBatches batches = new RandomBatches().withDomain(round % 2 == 0 ? 4000 : 3);
      Case join = new Case(JoinKind.FULL, List.of(Simple.BIGINT), List.of(false), round > 1, false);
      JoinHarness harness = new JoinHarness(folder, 1, 8192, false, 100_000);
      List<Batch> right = batches.batches(join.schema(), 20_000, 1000);
      List<Batch> left = batches.batches(join.schema(), 15, 5);
      long bytes = check(join, harness, left, right, batches);
      for (int eighth = 0; eighth < 8; eighth++) {
        JoinHarness full = harness.withDisk(bytes * eighth / 8);
        SheafException failure =
            assertThrows(
                SheafException.class,
                () -> full.run(query -> ends(join, query), left, right, Integer.MAX_VALUE),
                batches.toString());
        assertEquals("SPILL_FAILED", failure.code(), batches.toString());
      }
    }
  }

  @Test
  void leavesNothingWhenTheHeapIsExhausted() {
    RandomBatches batches = new RandomBatches().withDomain(4000);
    Case join = new Case(JoinKind.FULL, List.of(Simple.BIGINT), List.of(false), false, false);
    JoinHarness harness = new JoinHarness(folder, 1, 8192, false, 100_000);
    List<Batch> right = batches.batches(join.schema(), 20_000, 1000);
    List<Batch> left = batches.batches(join.schema(), 15, 5);
    assertThrows(
        OutOfMemoryError.class,
        () -> harness.run(FullDisk.garbled(folder), query -> ends(join, query), left, right, 10),
        batches.toString());
  }

  @Test
  void joinsOneHeavyKeyInPieces() {
    for (JoinKind kind : JoinKind.values()) {
      for (int round = 0; round < 2; round++) {
        RandomBatches batches = new RandomBatches().withDomain(3);
        boolean aware =
            (kind == JoinKind.ANTI || kind == JoinKind.MARK) && batches.random().nextBoolean();
        Case join = new Case(kind, List.of(Simple.BIGINT), List.of(false), round % 2 == 1, aware);
        JoinHarness harness = new JoinHarness(folder, 2, 8192, false, 100_000);
        List<Batch> right = batches.batches(join.schema(), enough(kind), 2000);
        List<Batch> left = batches.batches(join.schema(), 15, 5);
        long spilled = check(join, harness, left, right, batches);
        assertTrue(spilled > 0, () -> batches + " " + join);
      }
    }
  }

  @Test
  void batchesWithoutRowsMakeNoRightSide() {
    Case join = new Case(JoinKind.ANTI, List.of(Simple.BIGINT), List.of(false), false, true);
    RandomBatches batches = new RandomBatches();
    Batch left = Batch.frozen(join.schema(), nulls(join.schema()), 2);
    Batch right = batches.batch(join.schema(), 5).withSelection(new Selection(new int[0], 0));
    JoinHarness harness = new JoinHarness(folder, 1, 8192, false, 1L << 30);
    check(join, harness, List.of(left), List.of(right), batches);
  }

  private static List<Column> nulls(Schema schema) {
    return schema.fields().stream().map(f -> Columns.nulls(f.type(), 2)).toList();
  }

  @Test
  void mayBeClosedEarly() {
    for (int round = 0; round < 25; round++) {
      RandomBatches batches = new RandomBatches().withDomain(50);
      Random random = batches.random();
      Case join = Case.random(random);
      boolean tight = round % 3 == 0;
      JoinHarness harness =
          new JoinHarness(folder, 1 + random.nextInt(4), 100, false, tight ? 100_000 : 1L << 30);
      List<Batch> left = batches.batches(join.schema(), 500, 100);
      List<Batch> right = batches.batches(join.schema(), tight ? 20_000 : 500, 1000);
      harness.run(query -> ends(join, query), left, right, random.nextInt(3));
    }
  }

  /** Every pair of equal keys is refused by the residual, so that no output gives an occasion. */
  @Test
  void stopsAmongPairsThatDoNotMatch() {
    Case join = new Case(JoinKind.INNER, List.of(Simple.BIGINT), List.of(false), true, false);
    List<Column> columns =
        List.of(
            new IntColumn(Simple.INTEGER, new int[2]),
            Columns.nulls(DataType.VARCHAR, 2),
            new LongColumn(Simple.BIGINT, new long[2]));
    List<Batch> rows = List.of(Batch.frozen(join.schema(), columns, 2));
    SheafException failure =
        assertThrows(
            SheafException.class,
            () ->
                new JoinHarness(folder, 1, 1, false, 1L << 20)
                    .run(query -> cancelled(ends(join, query)), rows, rows, 10));
    assertEquals("CANCELLED", failure.code());
  }

  /** The operator, cancelled when its left input begins. */
  private static JoinHarness.Ends cancelled(JoinHarness.Ends ends) {
    PipelineStep probe =
        new PipelineStep() {
          @Override
          public Schema schema() {
            return ends.probe().schema();
          }

          @Override
          public BatchStream open(BatchStream input, DriverContext driver) {
            driver.query().cancel().cancel(Failures.cancelled());
            return ends.probe().open(input, driver);
          }
        };
    return new JoinHarness.Ends(ends.build(), probe);
  }

  @Test
  void knowsTheRangeOfItsKeys() {
    Case join = new Case(JoinKind.INNER, List.of(Simple.BIGINT), List.of(false), false, false);
    Schema schema = join.schema();
    List<Column> columns =
        List.of(
            Columns.nulls(Simple.INTEGER, 3),
            Columns.nulls(DataType.VARCHAR, 3),
            new LongColumn(Simple.BIGINT, new long[] {5, -7, 900}));
    List<Long> bounds = new ArrayList<>();
    new JoinHarness(folder, 1, 10, false, 1L << 20)
        .run(
            query -> {
              HashJoinOperator operator = new HashJoinOperator(join.plan(), query);
              return new JoinHarness.Ends(
                  operator.build(),
                  new PipelineStep() {
                    @Override
                    public Schema schema() {
                      return operator.probe().schema();
                    }

                    @Override
                    public BatchStream open(BatchStream input, DriverContext driver) {
                      KeyMembership keys = operator.keyMembership(0);
                      bounds.addAll(List.of(keys.min(), keys.max()));
                      int[] rows = {0, 1, 2, 3};
                      Column probe = new LongColumn(Simple.BIGINT, new long[] {-8, -7, 6, 900});
                      assertEquals(2, keys.select(probe, rows, 4));
                      assertEquals(List.of(1, 3), List.of(rows[0], rows[1]));
                      return operator.probe().open(input, driver);
                    }
                  });
            },
            List.of(),
            List.of(Batch.frozen(schema, columns, 3)),
            10);
    assertEquals(List.of(-7L, 900L), bounds);
  }
}
