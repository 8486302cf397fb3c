package io.sheaf.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.engine.schedule.QueryEvent;
import io.sheaf.engine.stage.OperatorMetrics;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Expr;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Keys;
import io.sheaf.plan.PhysicalPlan.Sort;
import io.sheaf.plan.ScalarFunction;
import io.sheaf.plan.SortKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a query says of itself: lineage, stages, and what its operators did. */
class ExplainTest {
  private static final Schema SCHEMA = Schema.of(new Field("n", Simple.BIGINT, false));

  private final Engine engine = new Engine(new MemoryPool(64 << 20), System::nanoTime);
  private final Tables tables = new Tables().add(numbers("a", 1000)).add(numbers("b", 100));

  @AfterEach
  void closeTheEngine() {
    engine.close();
  }

  private static MemoryTable numbers(String name, int rows) {
    long[] values = LongStream.range(0, rows).toArray();
    Batch batch = Batch.frozen(SCHEMA, List.of(new LongColumn(Simple.BIGINT, values)), rows);
    return MemoryTable.of(name, SCHEMA, List.of(batch));
  }

  private PhysicalPlan plan() {
    Expr small =
        new Expr.Call(
            ScalarFunction.LESS,
            List.of(new Expr.InputRef(0, Simple.BIGINT), new Expr.Literal(500L, Simple.BIGINT)),
            Simple.BOOLEAN);
    PhysicalPlan left = tables.scan("a", small);
    PhysicalPlan right = tables.scan("b");
    PhysicalPlan join =
        new HashJoin(
            JoinKind.LEFT,
            left,
            right,
            new Keys(List.of(0), List.of(0), List.of(false)),
            null,
            false,
            PhysicalPlan.joinSchema(JoinKind.LEFT, left.schema(), right.schema()),
            Estimate.UNKNOWN);
    PhysicalPlan groups =
        new Aggregate(
            join,
            AggregateStep.SINGLE,
            List.of(1),
            List.of(
                new AggregateCall(
                    AggregateFunction.COUNT_ALL, List.of(), false, -1, Simple.BIGINT)),
            Schema.of(new Field("n", Simple.BIGINT, true), new Field("rows", Simple.BIGINT, false)),
            Estimate.UNKNOWN);
    return new Sort(groups, List.of(new SortKey(1, true, false)));
  }

  private static EngineSettings settings(int force) {
    EngineSettings d = EngineSettings.defaults();
    return new EngineSettings(2, 64, 0, d.spillDirectory(), false, force);
  }

  @Test
  void printsLineage() {
    assertEquals(
        """
        (1) Rdd 4: Sort rows DESC
          (1) Rdd 3: Aggregate by [n#1] computing COUNT_ALL(*)
            (1) Rdd 2: HashJoin LEFT on n = n
              (1) Rdd 0: Scan a[n] where n < 500
              (1) Rdd 1: Scan b[n]
        """,
        engine.explainRdd(plan(), settings(0), tables));
  }

  @Test
  void printsGeneratedLoops() {
    assertEquals(
        """
        Aggregate by [n#1] computing COUNT_ALL(*)
          // the groups and their states
          (long[] n, int[] groups, long[] cells) {
            final long p0 = 0;
            final long p1 = 0;
            long r0 = 0;
            for (int row = 0; row < count; row++) {
              long v0 = n[row];
              long v1 = (v0 - p0);
              long v2 = (v1 - 1);
              long v3 = (p1 - v1);
              long v4 = (v2 | v3);
              long v5 = (v4 < 0);
              long v6 = (v1 & ~v5);
              int v7 = (int) ~v5;
              int v8 = (int) v6;
              int v9 = groups[v8];
              int v10 = (v9 & v7);
              int v11 = (v10 * 1);
              cells[v11] += -1;
              r0 |= (v11 - 1);
            }
          }
        Scan a[n] where n < 500
          interpreted
        """,
        Engine.explainCodegen(plan(), settings(0)));
  }

  @Test
  void printsStages() {
    assertEquals(
        """
        Stage 0: 3 tasks, gives 3 partitions by [n]
          Scan a[n] where n < 500
        Stage 1: 3 tasks, gives 3 partitions by [n]
          Scan b[n]
        Stage 2: 3 tasks, reads [0, 1], gives 3 partitions by [n]
          Aggregate PARTIAL by [n#1] computing COUNT_ALL(*)
            HashJoin LEFT on n = n
              Stage 0
              Stage 1
        Stage 3: 3 tasks, reads [2], gives one partition
          Aggregate FINAL by [n] computing COUNT(rows_0)
            Stage 2
        Stage 4: 1 task, reads [3], gives the result
          Sort rows DESC
            Stage 3
        """,
        engine.explainStages(plan(), settings(3), tables));
  }

  @Test
  void countsWhatOperatorsDid() {
    for (int force : new int[] {0, 3}) {
      MemoryPool memory = new MemoryPool(64 << 20);
      try (Engine engine = new Engine(memory, System::nanoTime);
          QueryRun run = engine.start(plan(), settings(force), tables, new CancelToken())) {
        long rows = 0;
        Batch batch;
        while ((batch = run.next()) != null) {
          rows += batch.rows();
        }
        assertEquals(101, rows);
        OperatorMetrics sort = run.metrics();
        assertEquals(101, sort.work().rows());
        assertTrue(sort.work().nanos() > 0);
        OperatorMetrics join = find(sort, HashJoin.class);
        assertEquals(500, join.work().rows());
        assertEquals(
            List.of(500L, 100L), join.inputs().stream().map(ExplainTest::scanned).toList());
        assertEquals(0, sort.work().allocatedBytes());
        assertTrue(run.explainAnalyze().contains("Sort rows DESC  [rows 101"));
      }
    }
  }

  @Test
  void analysingTellsWhatOperatorsAllocate() {
    try (Engine engine = new Engine(new MemoryPool(64 << 20), System::nanoTime);
        QueryRun run = engine.analyze(plan(), settings(0), tables, new CancelToken())) {
      while (run.next() != null) {
        // only the counters are of interest
      }
      assertTrue(run.metrics().work().allocatedBytes() > 0);
      String text = run.explainAnalyze();
      assertTrue(text.matches("(?s)Sort rows DESC {2}\\[rows 101, .* allocated .* MB].*"), text);
    }
  }

  @Test
  void tellsItsListenerWhatHappens() {
    List<String> heard = new CopyOnWriteArrayList<>();
    Consumer<QueryEvent> listener =
        event ->
            heard.add(
                event.query()
                    + switch (event) {
                      case QueryEvent.Started e -> " started " + e.stages();
                      case QueryEvent.StageStarted e -> " +" + e.stage();
                      case QueryEvent.StageEnded e -> " -" + e.stage();
                      case QueryEvent.Ended e ->
                          " ended " + e.failure() + e.metrics().work().rows();
                    });
    try (Engine engine = new Engine(new MemoryPool(64 << 20), System::nanoTime, listener);
        QueryRun run = engine.start(plan(), settings(3), tables, new CancelToken())) {
      while (run.next() != null) {
        assertTrue(heard.size() > 1);
      }
    }
    assertEquals(
        "[1 started 5, 1 +0, 1 -0, 1 +1, 1 -1, 1 +2, 1 -2, 1 +3, 1 -3, 1 +4, 1 -4, 1 ended"
            + " null101]",
        heard.toString());
  }

  /** Rows of the scan below exchanges. */
  private static long scanned(OperatorMetrics metrics) {
    return find(metrics, PhysicalPlan.Scan.class).work().rows();
  }

  private static OperatorMetrics find(OperatorMetrics metrics, Class<? extends PhysicalPlan> kind) {
    OperatorMetrics found = metrics;
    while (!kind.isInstance(found.node())) {
      found = found.inputs().getFirst();
    }
    return found;
  }
}
