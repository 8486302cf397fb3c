package io.sheaf.engine.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.TableRef;
import io.sheaf.engine.pipeline.OperatorCounter.Totals;
import io.sheaf.engine.rdd.RddCompiler;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Keys;
import io.sheaf.plan.PhysicalPlan.Scan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What several tasks counted, summed up. */
class PlanMetricsTest {
  private static final Schema SCHEMA = Schema.of(new Field("n", Simple.BIGINT, false));

  private static PhysicalPlan scan(String name) {
    return new Scan(
        new TableRef("parquet", name),
        SCHEMA,
        List.of(0),
        ScanPredicate.ALL,
        null,
        Long.MAX_VALUE,
        Estimate.UNKNOWN);
  }

  private static Totals totals(long rows) {
    return new Totals(rows, 1, 8 * rows, 100, 0, 10, 0);
  }

  @Test
  void whatAllTasksComputeWholeIsCountedOnce() {
    PhysicalPlan join =
        new HashJoin(
            JoinKind.SEMI,
            scan("large"),
            new Exchange(scan("small"), new Partitioning.Replicated()),
            new Keys(List.of(0), List.of(0), List.of(false)),
            null,
            false,
            SCHEMA,
            Estimate.UNKNOWN);
    PhysicalPlan plan = new Exchange(join, new Partitioning.Single());
    StageGraph graph = StageGraph.cut(RddCompiler.compile(plan, 2));
    PhysicalPlan stage = graph.stages().getFirst().plan();
    PlanMetrics metrics = new PlanMetrics();
    // The join, the large table, the exchange, which counts nothing, and the small table.
    List<Totals> task = List.of(totals(5), totals(50), totals(0), totals(7));
    metrics.add(stage, task, true);
    metrics.add(stage, task, false);

    OperatorMetrics joined = metrics.tree(graph).inputs().getFirst();
    OperatorMetrics large = joined.inputs().get(0);
    OperatorMetrics exchange = joined.inputs().get(1);
    OperatorMetrics small = exchange.inputs().getFirst();
    assertEquals(10, joined.work().rows());
    assertEquals(100, large.work().rows());
    assertEquals(7, exchange.work().rows());
    assertEquals(7, small.work().rows());
    assertEquals(2 * 8 * 7, small.work().decodedBytes());
  }
}
