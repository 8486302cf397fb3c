package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ReusedBatch;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.codegen.Form;
import io.sheaf.engine.codegen.LoopPrinter;
import io.sheaf.engine.expression.CompiledExpr;
import io.sheaf.engine.expression.ExprCompiler;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.pipeline.PipelineSource;
import io.sheaf.engine.spill.Closing;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PlanPrinter;
import java.util.ArrayList;
import java.util.List;

/**
 * One aggregation: the end of the pipeline that feeds it and the start of the one that reads it.
 * Each driver groups into a table of its own; small tables are merged when the sink finishes, large
 * ones by hash partition when the source is read.
 */
public final class HashAggregation {
  /** Tables with no more groups than this in total are merged at once, on one thread. */
  private static final int SMALL = 8192;

  private final AggregationLayout layout;
  private final QueryContext query;
  private final List<GroupTable> tables = new ArrayList<>();
  private final List<SpilledPartitions> spilled = new ArrayList<>();

  /** Aggregations of distinct values that are apart, by set. */
  private final List<HashAggregation> values = new ArrayList<>();

  private volatile AggregationOutput output;

  /** Expressions of the input's columns where this operator computes them, or null. */
  private final List<CompiledExpr> projection;

  /** What generated loops do, or null. */
  private final FusedShape fused;

  public HashAggregation(PhysicalPlan.Aggregate aggregate, QueryContext query) {
    this.layout = new AggregationLayout(aggregate);
    this.query = query;
    this.fused = FusedShape.of(layout, query.settings().codegen());
    this.projection =
        fused != null && aggregate.input() instanceof PhysicalPlan.Project p
            ? p.exprs().stream().map(ExprCompiler::compile).toList()
            : null;
    for (int set = 0; layout.setsApart() && set < layout.sets().size(); set++) {
      values.add(new HashAggregation(layout.valuesOf(set), query));
    }
  }

  /** The loop that would be generated, as for dense columns without NULLs, or why there is none. */
  public static String explainCodegen(PhysicalPlan.Aggregate aggregate) {
    FusedShape.Attempt attempt = FusedShape.attempt(new AggregationLayout(aggregate));
    if (attempt.shape() == null) {
      return "interpreted: " + attempt.refusal() + "\n";
    }
    List<Expr> leaves = attempt.shape().leaves().all();
    FusedLoop loop =
        new FusedLoop(
            attempt.shape(), leaves.stream().map(Form::expected).toList(), FusedLoop.Rows.ALL);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < leaves.size(); i++) {
      if (!(leaves.get(i) instanceof Expr.InputRef)) {
        text.append("computed").append(i).append(" is interpreted: ");
        text.append(PlanPrinter.expression(leaves.get(i), attempt.shape().input())).append('\n');
      }
    }
    return text + LoopPrinter.print(loop.loop(), loop.literals());
  }

  /** Whether the sink takes what goes into the projection below, and computes that itself. */
  public boolean absorbsProjection() {
    return projection != null;
  }

  /** Takes the batches of the aggregation's input, or of the projection's. */
  public PipelineSink sink() {
    return new Sink();
  }

  /** Yields the groups, in no order, after the sink has finished. */
  public PipelineSource source() {
    return new Source();
  }

  private synchronized GroupTable newTable() {
    List<GroupTable> valueTables = values.stream().map(HashAggregation::newTable).toList();
    GroupTable table = new GroupTable(layout, query, 0, valueTables);
    tables.add(table);
    return table;
  }

  private synchronized void finish() {
    values.forEach(HashAggregation::finish);
    if (tables.isEmpty()) {
      newTable();
    }
    if (tables.stream().noneMatch(GroupTable::hasSpilled)) {
      mergeSmallTables();
    }
    if (tables.stream().anyMatch(GroupTable::hasSpilled)) {
      for (GroupTable table : tables) {
        spilled.add(table.takeSpilled());
        table.close();
      }
      tables.clear();
      output = AggregationOutput.onDisk(layout, query, spilled);
    } else {
      output = AggregationOutput.inMemory(layout, query, tables);
    }
  }

  private void mergeSmallTables() {
    long entries = 0;
    for (GroupTable table : tables) {
      entries += table.groups();
      for (int set = 0; set < layout.innerSets(); set++) {
        entries += table.setSize(set);
      }
    }
    if (tables.size() == 1 || entries > SMALL && layout.keys().length > 0) {
      return;
    }
    GroupTable first = tables.getFirst();
    Parting parting = new Parting.ByHash(0);
    for (GroupTable other : tables.subList(1, tables.size())) {
      Partitioned groups = other.partitionGroups(parting);
      groups.forEach((p, ids, n) -> first.mergeStates(other.states(ids, n)));
      for (int s = 0; s < layout.innerSets(); s++) {
        int set = s;
        other
            .partitionSet(s, groups)
            .forEach((p, ids, n) -> first.mergeSet(set, other.setRows(set, ids, n)));
      }
      other.close();
    }
    tables.subList(1, tables.size()).clear();
  }

  private synchronized void close() {
    Closing.all(
        () -> Closing.drain(tables, GroupTable::close),
        () -> Closing.drain(spilled, SpilledPartitions::close),
        () -> Closing.all(values, HashAggregation::close));
  }

  private final class Sink implements PipelineSink {
    @Override
    public Writer open(DriverContext driver) {
      return new TableWriter(newTable());
    }

    @Override
    public void finish() {
      HashAggregation.this.finish();
    }

    @Override
    public void close() {
      HashAggregation.this.close();
    }
  }

  private final class TableWriter implements PipelineSink.Writer {
    private final GroupTable table;
    private final FusedUpdate generated;
    private final CompiledExpr.Evaluation[] columns;
    private final Column[] computed;
    private final ReusedBatch batches = new ReusedBatch(layout.plan().input().schema());

    TableWriter(GroupTable table) {
      this.table = table;
      generated = fused == null ? null : new FusedUpdate(fused, table, query.settings().codegen());
      columns =
          projection == null
              ? null
              : projection.stream().map(CompiledExpr::open).toArray(CompiledExpr.Evaluation[]::new);
      computed = new Column[columns == null ? 0 : columns.length];
    }

    @Override
    public boolean write(Batch batch) {
      query.checkCancelled();
      if (generated != null && generated.take(batch)) {
        table.yieldMemory();
      } else {
        table.consume(columns == null ? batch : projected(batch));
      }
      return true;
    }

    private Batch projected(Batch batch) {
      for (int i = 0; i < computed.length; i++) {
        computed[i] = columns[i].evaluate(batch);
      }
      return batches.of(computed, batch);
    }

    @Override
    public void finish() {
      if (table.hasSpilled()) {
        table.spill();
      }
      table.settled();
    }

    @Override
    public void close() {}
  }

  private final class Source implements PipelineSource {
    @Override
    public Schema schema() {
      return layout.plan().schema();
    }

    @Override
    public int maximumDrivers() {
      return layout.keys().length == 0 ? 1 : Integer.MAX_VALUE;
    }

    @Override
    public BatchStream open(DriverContext driver) {
      return new AggregateStream(
          layout,
          query,
          () -> output,
          values.stream().map(set -> set.source().open(driver)).toList());
    }
  }
}
