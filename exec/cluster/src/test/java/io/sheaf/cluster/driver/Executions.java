package io.sheaf.cluster.driver;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.Tables;
import io.sheaf.engine.operator.ResultQueue;
import io.sheaf.engine.rdd.RddCompiler;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.shuffle.ShuffleStore;
import io.sheaf.engine.spill.SpillSpace;
import io.sheaf.engine.stage.PlanMetrics;
import io.sheaf.engine.stage.StageGraph;
import io.sheaf.engine.write.StagedWrites;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.PhysicalPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Queries that are dispatched but never computed. */
final class Executions {
  static final Schema SCHEMA = Schema.of(new Field("n", Simple.BIGINT, false));

  private Executions() {}

  static PhysicalPlan scan() {
    return scan(1);
  }

  /**
   * @param rows that are expected; another number, another scan
   */
  static PhysicalPlan scan(int rows) {
    return limited(rows, Long.MAX_VALUE);
  }

  /** So many rows at most, any of them. */
  static PhysicalPlan limited(int rows, long limit) {
    return new PhysicalPlan.Scan(
        new TableRef("parquet", "t"),
        SCHEMA,
        List.of(0),
        ScanPredicate.ALL,
        null,
        limit,
        new Estimate(rows, Double.NaN));
  }

  /** Rows written to a directory by the tasks that have them. */
  static PhysicalPlan files(PhysicalPlan rows) {
    return new PhysicalPlan.Write(
        rows,
        new PhysicalPlan.WriteStep.Files("staging"),
        new PhysicalPlan.WriteTarget("parquet", "out", true, false, Map.of()));
  }

  /** Whether a stage's rows name files that it has written. */
  static boolean writes(StageGraph graph, int stage) {
    return graph.stages().get(stage).plan() instanceof PhysicalPlan.Write;
  }

  /**
   * @param unused a folder where nothing is written
   */
  static QueryExecution of(long id, PhysicalPlan plan, int partitions, Path unused) {
    return of(id, plan, partitions, unused, MemoryTable.of("t", SCHEMA, List.of()));
  }

  /**
   * @param unused a folder where nothing is written
   * @param table that is scanned
   */
  static QueryExecution of(long id, PhysicalPlan plan, int partitions, Path unused, Table table) {
    CancelToken cancel = new CancelToken();
    MemoryPool memory = new MemoryPool(1 << 20);
    Tables tables = new Tables().add(table);
    QueryContext context =
        new QueryContext(
            EngineSettings.defaults(), tables, memory, new SpillSpace(unused), cancel, () -> 0);
    return new QueryExecution(
        id,
        context,
        new StagedWrites(),
        StageGraph.cut(RddCompiler.compile(plan, partitions)),
        new ShuffleStore(),
        new PlanMetrics(),
        new ResultQueue(cancel, memory));
  }
}
