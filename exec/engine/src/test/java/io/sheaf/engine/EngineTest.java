package io.sheaf.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.TableRef;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Expr.Literal;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Limit;
import io.sheaf.plan.PhysicalPlan.Shared;
import io.sheaf.plan.PhysicalPlan.Sort;
import io.sheaf.plan.PhysicalPlan.TopN;
import io.sheaf.plan.PhysicalPlan.Union;
import io.sheaf.plan.PhysicalPlan.Values;
import io.sheaf.plan.PhysicalPlan.Write;
import io.sheaf.plan.PhysicalPlan.WriteTarget;
import io.sheaf.plan.SortKey;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole plans over small tables, end to end. */
class EngineTest {
  private static final Schema NUMBERS = Schema.of(new Field("n", Simple.BIGINT, false));

  private final MemoryPool memory = new MemoryPool(64 << 20);
  private final Engine engine = new Engine(memory, System::nanoTime);
  private final Tables tables = new Tables().add(numbers("t", 1000, 100));

  @AfterEach
  void everythingIsReleased() {
    engine.close();
    assertEquals(List.of(), memory.openLeases());
    assertEquals(0, memory.usedBytes());
  }

  private static MemoryTable numbers(String name, int rows, int batchRows) {
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < rows; from += batchRows) {
      long[] values = LongStream.range(from, Math.min(rows, from + batchRows)).toArray();
      batches.add(
          Batch.frozen(NUMBERS, List.of(new LongColumn(Simple.BIGINT, values)), values.length));
    }
    return MemoryTable.of(name, NUMBERS, batches);
  }

  private List<Object> run(PhysicalPlan plan, int threads, int force) {
    EngineSettings d = EngineSettings.defaults();
    EngineSettings settings = new EngineSettings(threads, 64, 0, d.spillDirectory(), false, force);
    List<Object> found = new ArrayList<>();
    try (QueryRun run = engine.start(plan, settings, tables, new CancelToken())) {
      Batch batch;
      while ((batch = run.next()) != null) {
        for (int i = 0; i < batch.rows(); i++) {
          found.add(JavaValues.get(batch.column(0), i, ZoneOffset.UTC));
        }
      }
    }
    return found;
  }

  private static List<Object> range(long from, long to) {
    return new ArrayList<>(LongStream.range(from, to).boxed().toList());
  }

  private static List<Object> sorted(List<Object> values) {
    List<Object> copy = new ArrayList<>(values);
    copy.sort((a, b) -> Long.compare((Long) a, (Long) b));
    return copy;
  }

  @Test
  void scansValuesAndUnions() {
    PhysicalPlan values =
        new Values(
            NUMBERS,
            List.of(
                List.of(new Literal(-1L, Simple.BIGINT)),
                List.of(new Literal(-2L, Simple.BIGINT))));
    PhysicalPlan union = new Union(List.of(tables.scan("t"), values), NUMBERS);
    for (int threads : new int[] {1, 3}) {
      for (int force : new int[] {0, 1, 5}) {
        assertEquals(range(-2, 1000), sorted(run(union, threads, force)));
      }
    }
  }

  @Test
  void keepsTheOrderOfSortsToTheClient() {
    PhysicalPlan sort = new Sort(tables.scan("t"), List.of(new SortKey(0, true, false)));
    List<Object> expected = range(0, 1000);
    Collections.reverse(expected);
    for (int threads : new int[] {1, 4}) {
      assertEquals(expected, run(sort, threads, 0));
      assertEquals(expected, run(sort, threads, 3));
      assertEquals(expected.subList(10, 60), run(new Limit(sort, 10, 50), threads, 0));
      PhysicalPlan top = new TopN(tables.scan("t"), List.of(new SortKey(0, true, false)), 10, 50);
      assertEquals(expected.subList(10, 60), run(top, threads, 0));
      assertEquals(expected.subList(10, 60), run(top, threads, 3));
    }
  }

  @Test
  void limitsAcrossDrivers() {
    for (int threads : new int[] {1, 4}) {
      for (int force : new int[] {0, 4}) {
        assertEquals(450, run(new Limit(tables.scan("t"), 50, 450), threads, force).size());
        assertEquals(0, run(new Limit(tables.scan("t"), 50, 0), threads, force).size());
        assertEquals(20, run(new Limit(tables.scan("t"), 980, 450), threads, force).size());
      }
    }
  }

  @Test
  void computesSharedSubtreesOnce() {
    PhysicalPlan shared = new Shared(7, new Limit(tables.scan("t"), 0, 100));
    PhysicalPlan union = new Union(List.of(shared, shared, shared), NUMBERS);
    for (int threads : new int[] {1, 4}) {
      List<Object> found = sorted(run(union, threads, 0));
      assertEquals(300, found.size());
      for (int i = 0; i < 300; i += 3) {
        assertEquals(found.get(i), found.get(i + 2));
      }
    }
  }

  @Test
  void writesToMemoryTables() {
    tables.add(MemoryTable.empty("copy", NUMBERS));
    PhysicalPlan write =
        new Write(tables.scan("t"), new WriteTarget("memory", "copy", false, false, Map.of()));
    assertEquals(List.of(1000L), run(write, 2, 0));
    assertEquals(List.of(1000L), run(write, 2, 3));
    assertEquals(2000, tables.memory("copy").rows());
  }

  @Test
  void reportsWhatIsWrong() {
    PhysicalPlan missing =
        new PhysicalPlan.Scan(
            new TableRef("memory", "nowhere"),
            NUMBERS,
            List.of(0),
            ScanPredicate.ALL,
            null,
            Long.MAX_VALUE,
            Estimate.UNKNOWN);
    SheafException failure = assertThrows(SheafException.class, () -> run(missing, 2, 0));
    assertEquals("NO_TABLE", failure.code());
    assertThrows(SheafException.class, () -> run(missing, 2, 3));
  }

  @Test
  void closingEarlyCancels() {
    tables.add(numbers("big", 1_000_000, 1000));
    for (int i = 0; i < 20; i++) {
      EngineSettings settings = EngineSettings.defaults();
      try (QueryRun run = engine.start(tables.scan("big"), settings, tables, new CancelToken())) {
        if (i > 0) {
          run.next();
        }
      }
      assertEquals(List.of(), memory.openLeases());
    }
  }
}
