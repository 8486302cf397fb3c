package io.sheaf.engine.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.RandomBatches;
import io.sheaf.engine.pipeline.Turn;
import io.sheaf.plan.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Sorted runs merged range by range, by streams that take turns. */
class RangeMergeTest {
  private static final List<DataType> KEY_TYPES =
      List.of(
          Simple.BIGINT,
          Simple.INTEGER,
          Simple.BOOLEAN,
          Simple.DATE,
          Simple.DOUBLE,
          DataType.VARCHAR,
          new Decimal(12, 2),
          new Decimal(38, 2));

  private final QueryContext query =
      new QueryContext(
          EngineSettings.defaults(),
          null,
          new MemoryPool(1L << 30),
          null,
          new CancelToken(),
          System::nanoTime);

  /** The last column numbers rows in the order in which equal ones must stay. */
  private record Runs(Schema schema, List<List<Batch>> inputs, List<List<Object>> rows) {
    static Runs random(RandomBatches random, int domain) {
      Random dice = random.withDomain(domain).random();
      DataType[] types = new DataType[4];
      for (int i = 0; i < 3; i++) {
        types[i] = KEY_TYPES.get(dice.nextInt(KEY_TYPES.size()));
      }
      types[3] = Simple.BIGINT;
      Schema schema = RandomBatches.schema(types);
      List<List<Batch>> inputs = new ArrayList<>();
      List<List<Object>> rows = new ArrayList<>();
      long number = 0;
      for (int run = 0; run <= dice.nextInt(4); run++) {
        List<Batch> batches = new ArrayList<>();
        int size = dice.nextInt(4) == 0 ? dice.nextInt(3) : dice.nextInt(3000);
        for (Batch batch : random.batches(schema, size, 700)) {
          Batch dense = batch.freeze();
          long[] numbers = new long[dense.rows()];
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number++;
          }
          var columns = new ArrayList<>(dense.columns());
          columns.set(3, new LongColumn(Simple.BIGINT, numbers));
          batches.add(Batch.frozen(schema, columns, dense.rows()));
          rows.addAll(RandomBatches.rows(batches.getLast()));
        }
        inputs.add(batches);
      }
      return new Runs(schema, inputs, rows);
    }
  }

  private static List<SortKey> keys(Random dice) {
    List<SortKey> keys = new ArrayList<>();
    for (int i = 0; i <= dice.nextInt(3); i++) {
      keys.add(new SortKey(i, dice.nextBoolean(), dice.nextBoolean()));
    }
    return keys;
  }

  private List<SortedRows> sort(Runs runs, SortOrder order) {
    List<SortedRows> sorted = new ArrayList<>();
    for (List<Batch> input : runs.inputs()) {
      RunCollector collector = new RunCollector(runs.schema(), order);
      input.forEach(collector::add);
      if (collector.rows() > 0) {
        sorted.add(collector.sort(new RunSorter(order, query)));
      }
    }
    return sorted;
  }

  /** Rows of all ranges in the order of their numbers, and how many each range has. */
  private static List<List<Object>> drain(
      Schema schema, MergedRuns merged, Random dice, List<Integer> sizes) {
    TreeMap<Long, List<List<Object>>> ranges = new TreeMap<>();
    List<Turn> turns = new ArrayList<>();
    List<RangeMerge> streams = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      turns.add(new Turn());
      streams.add(new RangeMerge(schema, merged, turns.get(i), 1 + dice.nextInt(300)));
    }
    while (!streams.isEmpty()) {
      int i = dice.nextInt(streams.size());
      Batch batch = streams.get(i).next();
      if (batch == null) {
        streams.remove(i);
        turns.remove(i);
      } else {
        ranges
            .computeIfAbsent(turns.get(i).number(), n -> new ArrayList<>())
            .addAll(RandomBatches.rows(batch));
      }
    }
    ranges.values().forEach(r -> sizes.add(r.size()));
    return ranges.values().stream().flatMap(List::stream).toList();
  }

  /** Few different values make equal rows across runs and ranges. */
  @Test
  void rangesTogetherAreTheStableOrder() {
    for (int round = 0; round < 150; round++) {
      RandomBatches random = new RandomBatches();
      Random dice = random.random();
      Runs runs = Runs.random(random, dice.nextBoolean() ? 3 : 2000);
      List<SortKey> keys = keys(dice);
      SortOrder order = new SortOrder(keys);
      List<SortedRows> sorted = sort(runs, order);
      int rangeRows = 1 + dice.nextInt(500);
      MergedRuns merged = new MergedRuns(runs.schema(), order, sorted, rangeRows, 0);
      List<Integer> sizes = new ArrayList<>();
      List<List<Object>> actual = drain(runs.schema(), merged, dice, sizes);
      List<List<Object>> expected = new ArrayList<>(runs.rows());
      expected.sort(SortOperatorTest.reference(keys));
      assertEquals(expected, actual, random + " by " + keys);
      if (!sorted.isEmpty() && sorted.stream().allMatch(r -> r.packing() != null)) {
        boolean exact = sizes.subList(0, sizes.size() - 1).stream().allMatch(s -> s == rangeRows);
        assertTrue(exact || order.packing(all(sorted, order)) == null, random + " " + sizes);
      }
    }
  }

  @Test
  void rowsThatAgreeInTheFirstKeysAreInOneRange() {
    for (int round = 0; round < 100; round++) {
      RandomBatches random = new RandomBatches();
      Random dice = random.random();
      Runs runs = Runs.random(random, dice.nextBoolean() ? 3 : 2000);
      List<SortKey> keys = keys(dice);
      SortOrder order = new SortOrder(keys);
      int whole = 1 + dice.nextInt(keys.size());
      MergedRuns merged =
          new MergedRuns(runs.schema(), order, sort(runs, order), 1 + dice.nextInt(500), whole);
      List<Integer> sizes = new ArrayList<>();
      List<List<Object>> actual = drain(runs.schema(), merged, dice, sizes);
      List<List<Object>> expected = new ArrayList<>(runs.rows());
      expected.sort(SortOperatorTest.reference(keys));
      assertEquals(expected, actual, random + " by " + keys);
      var firstKeys = SortOperatorTest.reference(keys.subList(0, whole));
      int border = 0;
      for (int size : sizes.subList(0, Math.max(0, sizes.size() - 1))) {
        border += size;
        assertTrue(
            firstKeys.compare(expected.get(border - 1), expected.get(border)) < 0,
            random + " by " + whole + " of " + keys + " at " + border);
      }
    }
  }

  private static KeyRanges all(List<SortedRows> runs, SortOrder order) {
    KeyRanges ranges = order.ranges();
    runs.forEach(run -> run.packing().addRanges(ranges));
    return ranges;
  }

  @Test
  void nothingAndOneRow() {
    Schema schema = RandomBatches.schema(Simple.BIGINT);
    SortOrder order = new SortOrder(List.of(new SortKey(0, false, false)));
    Random dice = new Random(1);
    assertEquals(
        List.of(),
        drain(schema, new MergedRuns(schema, order, List.of(), 10, 0), dice, new ArrayList<>()));
    RunCollector collector = new RunCollector(schema, order);
    collector.add(Batch.frozen(schema, List.of(new LongColumn(Simple.BIGINT, new long[] {7})), 1));
    SortedRows one = collector.sort(new RunSorter(order, query));
    assertEquals(
        List.of(List.of(7L)),
        drain(schema, new MergedRuns(schema, order, List.of(one), 10, 0), dice, new ArrayList<>()));
  }

  /** Each run's keys fit 63 bits, those of both together do not. */
  @Test
  void runsOfWhichEachHasAnotherRange() {
    Schema schema = RandomBatches.schema(Simple.BIGINT, Simple.BIGINT);
    List<SortKey> keys = List.of(new SortKey(0, true, false), new SortKey(1, false, false));
    SortOrder order = new SortOrder(keys);
    List<SortedRows> sorted = new ArrayList<>();
    List<List<Object>> expected = new ArrayList<>();
    for (long base : new long[] {Long.MIN_VALUE, -5, Long.MAX_VALUE - 1000}) {
      long[] first = new long[1000];
      long[] second = new long[1000];
      for (int i = 0; i < first.length; i++) {
        first[i] = base + i % 7;
        second[i] = base + i;
      }
      List<LongColumn> columns =
          List.of(new LongColumn(Simple.BIGINT, first), new LongColumn(Simple.BIGINT, second));
      RunCollector collector = new RunCollector(schema, order);
      collector.add(Batch.frozen(schema, List.copyOf(columns), first.length));
      sorted.add(collector.sort(new RunSorter(order, query)));
      assertTrue(sorted.getLast().packing() != null);
      for (int i = 0; i < first.length; i++) {
        expected.add(List.of(first[i], second[i]));
      }
    }
    expected.sort(SortOperatorTest.reference(keys));
    MergedRuns merged = new MergedRuns(schema, order, sorted, 100, 0);
    assertEquals(expected, drain(schema, merged, new Random(1), new ArrayList<>()));
  }
}
