package io.sheaf.engine.bench;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.Engine;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.Tables;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An engine of one thread over {@link Facts}, and the plans that are run in it. */
@State(Scope.Thread)
public class Plans {
  private Engine engine;
  private Tables tables;
  private EngineSettings settings;

  @Setup(Level.Trial)
  public void open() {
    engine = new Engine(new MemoryPool(2L << 30), System::nanoTime);
    tables = new Tables().add(Facts.table());
    EngineSettings defaults = EngineSettings.defaults();
    settings =
        new EngineSettings(
            1, EngineSettings.DEFAULT_BATCH_ROWS, 0, defaults.spillDirectory(), false, 0);
  }

  @TearDown(Level.Trial)
  public void close() {
    engine.close();
  }

  /** Runs a plan to its end and returns how many rows came. */
  long rows(PhysicalPlan plan) {
    long rows = 0;
    try (QueryRun run = engine.start(plan, settings, tables, new CancelToken())) {
      for (Batch batch = run.next(); batch != null; batch = run.next()) {
        rows += batch.selectedRows();
      }
    }
    return rows;
  }

  PhysicalPlan facts(int... columns) {
    return filtered(null, columns);
  }

  /** A scan of some columns whose filter sees them by their positions among these. */
  PhysicalPlan filtered(Expr filter, int... columns) {
    PhysicalPlan.Scan all = tables.scan("facts");
    List<Integer> read = Arrays.stream(columns).boxed().toList();
    return new PhysicalPlan.Scan(
        all.table(),
        all.tableSchema(),
        read,
        all.predicate(),
        filter,
        all.limit(),
        Estimate.UNKNOWN);
  }

  static Expr.InputRef column(PhysicalPlan input, int index) {
    return new Expr.InputRef(index, input.schema().type(index));
  }

  /** COUNT(*), and SUM of a price where there is one in the second column. */
  static PhysicalPlan grouped(PhysicalPlan input, boolean sum, Integer... groups) {
    List<AggregateCall> calls = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (int group : groups) {
      fields.add(input.schema().fields().get(group));
    }
    calls.add(new AggregateCall(AggregateFunction.COUNT_ALL, List.of(), false, -1, Simple.BIGINT));
    fields.add(new Field("count", Simple.BIGINT, false));
    if (sum) {
      DataType type = new DataType.Decimal(22, 2);
      calls.add(new AggregateCall(AggregateFunction.SUM, List.of(1), false, -1, type));
      fields.add(new Field("sum", type, true));
    }
    return new PhysicalPlan.Aggregate(
        input, AggregateStep.SINGLE, List.of(groups), calls, new Schema(fields), Estimate.UNKNOWN);
  }
}
