package io.sheaf.engine.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.RandomBatches;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.Failures;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.pipeline.PipelineSource;
import io.sheaf.engine.spill.FullDisk;
import io.sheaf.engine.spill.SpillSpace;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.SortKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortOperatorTest {
  private static final Schema SCHEMA =
      RandomBatches.schema(
          Simple.BIGINT, DataType.VARCHAR, new Decimal(38, 2), Simple.DOUBLE, Simple.DATE);

  @TempDir Path folder;
  private long filesWhenFinished;

  @Test
  void sortsLikeTheReference() {
    for (int round = 0; round < 60; round++) {
      RandomBatches batches = new RandomBatches();
      check(batches, batches.batches(SCHEMA, 1 + batches.random().nextInt(3000), 500), 1L << 30);
    }
  }

  @Test
  void spillsWhenMemoryIsShort() {
    for (int round = 0; round < 5; round++) {
      RandomBatches batches = new RandomBatches().withDomain(5000);
      long spilled = check(batches, batches.batches(SCHEMA, 40_000, 3000), 1 << 20);
      assertTrue(spilled > 0, batches.toString());
    }
  }

  /** With no memory beyond what every operator may hold, each batch is a run. */
  @Test
  void mergesNeighboursUntilAllRunsCanBeReadSideBySide() {
    RandomBatches batches = new RandomBatches().withDomain(5000);
    List<Batch> input = batches.batches(SCHEMA, 40_000, 3000);
    assertTrue(input.size() > 10, batches.toString());
    check(batches, input, 1000);
    assertTrue(filesWhenFinished <= 4, batches + ": " + filesWhenFinished + " files");
  }

  @Test
  void keepsEqualRowsInTheOrderOfOneWriter() {
    Schema schema = RandomBatches.schema(Simple.INTEGER, Simple.INTEGER);
    List<Batch> input = new ArrayList<>();
    List<List<Object>> expected = new ArrayList<>();
    for (int b = 0; b < 40; b++) {
      int[] keys = new int[10_000];
      int[] numbers = new int[10_000];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = i % 3;
        numbers[i] = b * keys.length + i;
        expected.add(List.of(keys[i], numbers[i]));
      }
      List<Column> columns =
          List.of(new IntColumn(Simple.INTEGER, keys), new IntColumn(Simple.INTEGER, numbers));
      input.add(Batch.frozen(schema, columns, keys.length));
    }
    expected.sort(Comparator.comparing(row -> (Integer) row.getFirst()));
    MemoryPool pool = new MemoryPool(1000);
    try (SpillSpace spill = new SpillSpace(folder)) {
      PhysicalPlan values = new PhysicalPlan.Values(schema, List.of());
      PhysicalPlan.Sort plan = new PhysicalPlan.Sort(values, List.of(new SortKey(0, false, false)));
      SortOperator sort = new SortOperator(plan, context(pool, spill));
      assertEquals(expected, run(sort.sink(), sort.source(), input, 1, context(pool, spill)));
    }
  }

  @Test
  void stopsWhileItSorts() {
    RandomBatches batches = new RandomBatches();
    MemoryPool pool = new MemoryPool(1L << 30);
    try (SpillSpace spill = new SpillSpace(folder)) {
      QueryContext query = context(pool, spill);
      PhysicalPlan values = new PhysicalPlan.Values(SCHEMA, List.of());
      SortOperator sort = new SortOperator(new PhysicalPlan.Sort(values, keys(batches)), query);
      try (PipelineSink sink = sort.sink();
          PipelineSink.Writer writer = sink.open(new DriverContext(query, 0, 1))) {
        writer.write(batches.batch(SCHEMA, 100));
        query.cancel().cancel(Failures.cancelled());
        SheafException failure = assertThrows(SheafException.class, writer::finish);
        assertEquals("CANCELLED", failure.code(), batches.toString());
      }
    }
    assertEquals(List.of(), pool.openLeases());
  }

  @Test
  void leavesNothingWhenTheDiskIsFull() {
    RandomBatches batches = new RandomBatches().withDomain(5000);
    List<Batch> input = batches.batches(SCHEMA, 40_000, 3000);
    long bytes = check(batches, input, 1 << 20);
    for (int eighth = 0; eighth < 7; eighth++) {
      long disk = bytes * eighth / 8;
      SheafException failure =
          assertThrows(
              SheafException.class, () -> check(batches, input, 1 << 20, disk), batches.toString());
      assertEquals("SPILL_FAILED", failure.code(), batches.toString());
    }
  }

  @Test
  void keepsTheFirstRows() {
    for (int round = 0; round < 60; round++) {
      RandomBatches batches = new RandomBatches().withDomain(1000);
      List<Batch> input = batches.batches(SCHEMA, 1 + batches.random().nextInt(30_000), 2000);
      List<SortKey> keys = keys(batches);
      int offset = batches.random().nextInt(20);
      int count = batches.random().nextInt(50);
      PhysicalPlan values = new PhysicalPlan.Values(SCHEMA, List.of());
      MemoryPool pool = new MemoryPool(1L << 30);
      try (SpillSpace spill = new SpillSpace(folder)) {
        TopNOperator top =
            new TopNOperator(
                new PhysicalPlan.TopN(values, keys, offset, count), context(pool, spill));
        List<List<Object>> actual = run(top.sink(), top.source(), input, context(pool, spill));
        List<List<Object>> sorted = new ArrayList<>(RandomBatches.rows(input));
        sorted.sort(reference(keys));
        int from = Math.min(offset, sorted.size());
        List<List<Object>> expected = sorted.subList(from, Math.min(sorted.size(), from + count));
        assertEquals(expected.size(), actual.size(), batches.toString());
        assertSameOrder(expected, actual, keys, batches);
      }
      assertEquals(List.of(), pool.openLeases());
    }
  }

  private long check(RandomBatches batches, List<Batch> input, long memory) {
    return check(batches, input, memory, Long.MAX_VALUE);
  }

  private long check(RandomBatches batches, List<Batch> input, long memory, long disk) {
    List<SortKey> keys = keys(batches);
    MemoryPool pool = new MemoryPool(memory);
    try (SpillSpace spill = FullDisk.space(folder, disk)) {
      PhysicalPlan values = new PhysicalPlan.Values(SCHEMA, List.of());
      SortOperator sort =
          new SortOperator(new PhysicalPlan.Sort(values, keys), context(pool, spill));
      List<List<Object>> actual = run(sort.sink(), sort.source(), input, context(pool, spill));
      List<List<Object>> expected = new ArrayList<>(RandomBatches.rows(input));
      assertEquals(bag(expected), bag(actual), batches.toString());
      expected.sort(reference(keys));
      assertSameOrder(expected, actual, keys, batches);
      return spill.spilledBytes();
    } finally {
      assertEquals(List.of(), pool.openLeases());
      String[] left = folder.toFile().list();
      assertEquals(0, left == null ? 0 : left.length, "spill files are gone");
    }
  }

  private static List<String> bag(List<List<Object>> rows) {
    return rows.stream().map(String::valueOf).sorted().toList();
  }

  private static void assertSameOrder(
      List<List<Object>> expected,
      List<List<Object>> actual,
      List<SortKey> keys,
      RandomBatches batches) {
    for (int i = 0; i < expected.size(); i++) {
      for (SortKey key : keys) {
        assertEquals(
            expected.get(i).get(key.column()),
            actual.get(i).get(key.column()),
            batches + " row " + i + " by " + keys);
      }
    }
  }

  private List<List<Object>> run(
      PipelineSink sink, PipelineSource source, List<Batch> input, QueryContext query) {
    return run(sink, source, input, 2, query);
  }

  private List<List<Object>> run(
      PipelineSink sink,
      PipelineSource source,
      List<Batch> input,
      int drivers,
      QueryContext query) {
    try (sink) {
      for (int driver = 0; driver < drivers; driver++) {
        DriverContext context = new DriverContext(query, driver, drivers);
        try (PipelineSink.Writer writer = sink.open(context)) {
          for (int i = driver; i < input.size(); i += drivers) {
            writer.write(input.get(i));
          }
          writer.finish();
        }
      }
      sink.finish();
      filesWhenFinished = files();
      return RandomBatches.drain(source.open(new DriverContext(query, 0, 1)));
    }
  }

  private long files() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".spill")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private QueryContext context(MemoryPool pool, SpillSpace spill) {
    return new QueryContext(
        EngineSettings.defaults(), null, pool, spill, new CancelToken(), System::nanoTime);
  }

  private static List<SortKey> keys(RandomBatches batches) {
    List<SortKey> keys = new ArrayList<>();
    int count = 1 + batches.random().nextInt(3);
    for (int i = 0; i < count; i++) {
      keys.add(
          new SortKey(
              batches.random().nextInt(SCHEMA.size()),
              batches.random().nextBoolean(),
              batches.random().nextBoolean()));
    }
    return keys;
  }

  static Comparator<List<Object>> reference(List<SortKey> keys) {
    return (a, b) -> {
      for (SortKey key : keys) {
        Object x = a.get(key.column());
        Object y = b.get(key.column());
        int order;
        if (x == null || y == null) {
          order = x == y ? 0 : x == null == key.nullsFirst() ? -1 : 1;
        } else {
          order = key.descending() ? -compare(x, y) : compare(x, y);
        }
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object x, Object y) {
    if (x instanceof String s) {
      return Arrays.compareUnsigned(
          s.getBytes(StandardCharsets.UTF_8), ((String) y).getBytes(StandardCharsets.UTF_8));
    }
    return ((Comparable<Object>) x).compareTo(y);
  }
}
