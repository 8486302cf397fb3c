package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.log.LogEvent.StageChanged;
import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.Engine;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.Numbers;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.Tables;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Keys;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Worker JVMs run stages otherwise than planned, by what was measured; the answer is the same. */
@Timeout(120)
class ClusterChangesTest {
  @TempDir Path folder;

  private final MemoryPool memory = new MemoryPool(64 << 20);

  @Test
  void littleIsReadByOneTask() {
    Tables tables = new Tables().add(Numbers.table());
    run(
        TaskSizes.USUAL,
        tables,
        Numbers.counts(tables),
        Numbers::check,
        "coalesced: 1 task reads 2 partitions, which have .* bytes");
  }

  private void run(
      TaskSizes sizes, Tables tables, PhysicalPlan plan, Consumer<QueryRun> check, String change) {
    run(2, sizes, tables, plan, check, change);
  }

  /** Runs a query, during which a stage is changed at least, and looks at how it is told. */
  private void run(
      int workers,
      TaskSizes sizes,
      Tables tables,
      PhysicalPlan plan,
      Consumer<QueryRun> check,
      String change) {
    EngineSettings settings = new EngineSettings(2, 512, 0, folder, false, 0);
    ClusterLoop.Limits limits = new ClusterLoop.Limits(10_000, 60_000, sizes);
    try (MiniCluster cluster = MiniCluster.start(workers, folder, limits);
        Engine engine = new Engine(memory, System::nanoTime, event -> {}, cluster.backend());
        QueryRun query = engine.start(plan, settings, tables, new CancelToken())) {
      check.accept(query);
      List<StageChanged> changes = cluster.happened().all(StageChanged.class);
      assertTrue(changes.stream().anyMatch(c -> c.what().matches(change)), changes::toString);
      for (StageChanged told : changes) {
        String line = "stage " + told.stage() + ": " + told.what();
        assertTrue(query.explainAnalyze().contains(line + "\n"), query.explainAnalyze());
      }
      assertEquals(List.of(), cluster.happened().redone().unexplained());
    }
    assertEquals(List.of(), memory.openLeases());
  }

  private static final Schema PAIRS =
      Schema.of(new Field("k", Simple.BIGINT, false), new Field("v", Simple.BIGINT, false));

  /** Rows whose key is mostly the same one. */
  private static MemoryTable pairs(String name, int rows, LongUnaryOperator key) {
    long[] values = LongStream.range(0, rows).toArray();
    long[] keys = LongStream.of(values).map(key).toArray();
    List<Column> columns =
        List.of(new LongColumn(Simple.BIGINT, keys), new LongColumn(Simple.BIGINT, values));
    return MemoryTable.of(name, PAIRS, List.of(Batch.frozen(PAIRS, columns, rows)));
  }

  private static final Partitioning BY_KEY = new Partitioning.Hash(List.of(0), 2);

  /** How many pairs there are of rows of "left" and "right" with the same key. */
  private static PhysicalPlan countOfPartners(Tables tables) {
    return countOfPartners(tables.scan("left"), tables.scan("right"));
  }

  private static PhysicalPlan countOfPartners(PhysicalPlan left, PhysicalPlan right) {
    PhysicalPlan join =
        new HashJoin(
            JoinKind.INNER,
            new Exchange(left, BY_KEY),
            new Exchange(right, BY_KEY),
            new Keys(List.of(0), List.of(0), List.of(false)),
            null,
            false,
            PhysicalPlan.joinSchema(JoinKind.INNER, PAIRS, PAIRS),
            Estimate.UNKNOWN);
    AggregateCall count =
        new AggregateCall(AggregateFunction.COUNT_ALL, List.of(), false, -1, Simple.BIGINT);
    return new Aggregate(
        join,
        AggregateStep.SINGLE,
        List.of(),
        List.of(count),
        Schema.of(new Field("c", Simple.BIGINT, false)),
        Estimate.UNKNOWN);
  }

  @Test
  void whatIsMuchLargerIsReadByTwoTasks() {
    Tables tables =
        new Tables()
            .add(pairs("left", 40_000, n -> n % 100 == 0 ? n : 7))
            .add(pairs("right", 200, n -> n));
    run(
        new TaskSizes(1_000, 20_000, 0),
        tables,
        countOfPartners(tables),
        query -> {
          // The keys 0 and 100 have a partner, and so have all that are 7.
          assertEquals(39_602, ((LongColumn) query.next().column(0)).values()[0]);
          assertNull(query.next());
        },
        "split: 2 tasks read partition [01], which has .* bytes, half of all at most .*");
  }

  private static PhysicalPlan expected(double rows, PhysicalPlan.Scan scan) {
    return new PhysicalPlan.Scan(
        scan.table(),
        scan.tableSchema(),
        scan.columns(),
        scan.predicate(),
        scan.filter(),
        scan.limit(),
        new Estimate(rows, Double.NaN));
  }

  @Test
  void littleThatIsBuiltIsReadByAllTasks() {
    Tables tables =
        new Tables().add(pairs("left", 200_000, n -> n)).add(pairs("right", 200, n -> 1_000 * n));
    // Too many are expected of the right ones. The only slot takes the stage that expects least
    // first, so that none of the left ones has been spread by the key.
    PhysicalPlan left = new Exchange(tables.scan("left"), new Partitioning.Hash(List.of(1), 2));
    run(
        1,
        new TaskSizes(0, Long.MAX_VALUE, 100_000),
        tables,
        countOfPartners(left, expected(20_000, tables.scan("right"))),
        query -> {
          assertEquals(200, ((LongColumn) query.next().column(0)).values()[0]);
          assertNull(query.next());
        },
        "broadcast: every task reads the .* bytes of stage .*, where the rows of stage .*");
  }
}
