package io.sheaf.cluster.driver;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.Engine;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.Numbers;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.Tables;
import io.sheaf.engine.schedule.QueryEvent;
import io.sheaf.engine.spill.SpillSpace;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import java.nio.file.Path;
import java.util.List;

/**
 * A driver in a process of its own that has two workers, spill files, and a query that runs until
 * somebody kills it. Says which processes its workers are, once they have shuffle files.
 */
final class DriverProcess {
  private DriverProcess() {}

  /**
   * @param args the folder where everything goes
   */
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    Tables tables = new Tables().add(Numbers.table());
    PhysicalPlan t = tables.scan("t");
    PhysicalPlan pairs =
        new PhysicalPlan.NestedLoopJoin(
            JoinKind.INNER,
            t,
            t,
            null,
            PhysicalPlan.joinSchema(JoinKind.INNER, t.schema(), t.schema()),
            Estimate.UNKNOWN);
    PhysicalPlan endless =
        new PhysicalPlan.Aggregate(
            pairs,
            AggregateStep.SINGLE,
            List.of(),
            List.of(
                new AggregateCall(
                    AggregateFunction.COUNT_ALL, List.of(), false, -1, Simple.BIGINT)),
            Schema.of(new Field("c", Simple.BIGINT, false)),
            Estimate.UNKNOWN);
    try (MiniCluster cluster = MiniCluster.start(2, folder);
        SpillSpace spill = new SpillSpace(folder);
        Engine engine =
            new Engine(
                new MemoryPool(64 << 20),
                System::nanoTime,
                event -> {
                  if (event instanceof QueryEvent.StageStarted s && s.stage() == 2) {
                    System.out.println(cluster.pids());
                  }
                },
                cluster.backend());
        QueryRun query =
            engine.start(
                endless,
                new EngineSettings(2, 512, 0, folder, false, 0),
                tables,
                new CancelToken())) {
      spill.create(t.schema());
      query.next();
    }
  }
}
