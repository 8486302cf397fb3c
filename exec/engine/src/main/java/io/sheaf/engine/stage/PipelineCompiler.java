package io.sheaf.engine.stage;

import io.sheaf.columnar.SheafException;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.expression.CompiledExpr;
import io.sheaf.engine.operator.BatchesSource;
import io.sheaf.engine.operator.FilterStep;
import io.sheaf.engine.operator.LimitStep;
import io.sheaf.engine.operator.PassStep;
import io.sheaf.engine.operator.ProjectStep;
import io.sheaf.engine.operator.RepeatStep;
import io.sheaf.engine.operator.ScanFilter;
import io.sheaf.engine.operator.ScanRange;
import io.sheaf.engine.operator.ScanShare;
import io.sheaf.engine.operator.ScanSource;
import io.sheaf.engine.operator.UnionSource;
import io.sheaf.engine.operator.ValuesBatches;
import io.sheaf.engine.pipeline.Metered;
import io.sheaf.engine.pipeline.OperatorCounter;
import io.sheaf.engine.pipeline.Pipeline;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.pipeline.PipelineSource;
import io.sheaf.engine.pipeline.PipelineStep;
import io.sheaf.engine.shuffle.Spool;
import io.sheaf.engine.shuffle.SpoolSink;
import io.sheaf.engine.shuffle.SpoolSource;
import io.sheaf.engine.usercode.UserCodeSource;
import io.sheaf.engine.window.WindowStep;
import io.sheaf.engine.write.WriteSink;
import io.sheaf.plan.Expr;
import io.sheaf.plan.InputColumns;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles a stage's plan, down to the shuffles that it reads, to pipelines in the order in which
 * they must run. A node that needs all of its input ends a pipeline and starts the next one. For
 * one use, by one thread.
 */
final class PipelineCompiler {
  private final QueryContext query;
  private StageInputs inputs;
  private final PlanMetrics metrics;
  private final Map<Integer, Integer> occurrences = new HashMap<>();
  private final Map<Integer, SpoolSink> shared = new HashMap<>();
  private final JoinFilters joinFilters;
  private final List<Pipeline> pipelines = new ArrayList<>();
  private final List<PipelineSink> sinks = new ArrayList<>();

  /** How deep within what every task computes whole. */
  private int replicating;

  /** What a partition of a stage reads from outside. */
  interface StageInputs {
    /** The partition's share of a table. */
    ScanShare share();

    /** What another partition reads, of so many. */
    StageInputs of(int partition, int partitions);

    /** Names this attempt to compute the partition; no other one of the query has the same name. */
    String attempt();

    /** The partition's rows of a shuffle. */
    PipelineSource rows(PhysicalPlan.ShuffleRead read);
  }

  /**
   * @param joinFilters what is known of scans from elsewhere; joins add what they build
   */
  PipelineCompiler(
      QueryContext query, StageInputs inputs, PlanMetrics metrics, JoinFilters joinFilters) {
    this.joinFilters = joinFilters;
    this.query = query;
    this.inputs = inputs;
    this.metrics = metrics;
  }

  /** Compiles everything, the last pipeline ending in the sink, which is closed like all others. */
  List<Pipeline> compile(PhysicalPlan root, String sinkName, PipelineSink sink) {
    sinks.add(sink);
    count(root);
    pipelines.add(chain(root).into(sinkName, sink));
    return List.copyOf(pipelines);
  }

  /** All sinks made so far, also after a failure in the middle; each wants to be closed. */
  List<PipelineSink> sinks() {
    return sinks;
  }

  private void count(PhysicalPlan node) {
    if (node instanceof PhysicalPlan.Shared s && occurrences.merge(s.id(), 1, Integer::sum) > 1) {
      return;
    }
    node.inputs().forEach(this::count);
  }

  private Chain chain(PhysicalPlan node) {
    return switch (node) {
      case PhysicalPlan.Scan s -> scan(s, replicating > 0 ? ScanShare.ALL : inputs.share(), null);
      case PhysicalPlan.Values v -> values(v);
      case PhysicalPlan.Filter f -> filter(f);
      case PhysicalPlan.Project p -> project(p);
      case PhysicalPlan.Aggregate a -> aggregate(a);
      case PhysicalPlan.HashJoin j -> hashJoin(j);
      case PhysicalPlan.NestedLoopJoin j -> nestedLoopJoin(j);
      case PhysicalPlan.Sort s -> sort(s, 0);
      case PhysicalPlan.TopN t -> topN(t);
      case PhysicalPlan.Limit l -> limit(l);
      case PhysicalPlan.Window w -> window(w);
      case PhysicalPlan.UserCode u -> userCode(u);
      case PhysicalPlan.PartitionMap m -> mapped(m);
      case PhysicalPlan.Repeat r -> repeat(r);
      case PhysicalPlan.Union u -> union(u);
      case PhysicalPlan.ShuffleRead r -> start(r, "Exchange", inputs.rows(r));
      case PhysicalPlan.Exchange e -> inPlace(e);
      case PhysicalPlan.Shared s -> shared(s);
      case PhysicalPlan.Write w -> write(w);
    };
  }

  /**
   * @param range what is read of the share, or null
   */
  private Chain scan(PhysicalPlan.Scan scan, ScanShare share, ScanRange range) {
    OperatorCounter counter = metrics.of(scan);
    Expr inside = scan.filter();
    boolean foreign = inside != null && InputColumns.of(inside).isEmpty();
    ScanFilter filter = new ScanFilter(foreign ? null : inside, joinFilters.of(scan));
    ScanSource source = new ScanSource(scan, filter, query, share, range, counter);
    if (!foreign) {
      return new Chain("Scan", Metered.source(source, counter), source::stop);
    }
    // A condition without columns, such as FALSE, is nothing for a reader.
    FilterStep step = new FilterStep(scan.schema(), Operators.filter(inside, query));
    return new Chain("Scan", source, source::stop).step("Filter", Metered.step(step, counter));
  }

  private Chain values(PhysicalPlan.Values values) {
    int batchRows = query.settings().batchRows();
    return start(
        values,
        "Values",
        new BatchesSource(values.schema(), () -> ValuesBatches.of(values, batchRows)));
  }

  private Chain filter(PhysicalPlan.Filter filter) {
    return chain(filter.input())
        .step(
            "Filter",
            metered(
                filter,
                new FilterStep(filter.schema(), Operators.filter(filter.condition(), query))));
  }

  private Chain project(PhysicalPlan.Project project) {
    return project(project, chain(project.input()));
  }

  private Chain project(PhysicalPlan.Project project, Chain input) {
    List<CompiledExpr> exprs = project.exprs().stream().map(Operators::expr).toList();
    return input.step("Project", metered(project, new ProjectStep(project.schema(), exprs)));
  }

  private Chain aggregate(PhysicalPlan.Aggregate aggregate) {
    Operators.Aggregating operator = Operators.aggregate(aggregate, query);
    Chain input =
        operator.absorbs() && aggregate.input() instanceof PhysicalPlan.Project p
            ? chain(p.input()).step("Project", metered(p, new PassStep(p.input().schema())))
            : chain(aggregate.input());
    PipelineSink sink = end(aggregate, "Aggregate", input, operator.sink());
    return start(aggregate, "Aggregate", operator.source()).reading(sink);
  }

  private Chain hashJoin(PhysicalPlan.HashJoin join) {
    Operators.Joining operator = Operators.hashJoin(join, query);
    PipelineSink build = end(join, "HashJoin", chain(join.right()), operator.build());
    joinFilters.offer(join, operator.keys());
    return chain(join.left()).step("HashJoin", metered(join, operator.probe())).reading(build);
  }

  private Chain nestedLoopJoin(PhysicalPlan.NestedLoopJoin join) {
    Operators.Joining operator = Operators.nestedLoopJoin(join, query);
    PipelineSink build = end(join, "NestedLoopJoin", chain(join.right()), operator.build());
    return chain(join.left())
        .step("NestedLoopJoin", metered(join, operator.probe()))
        .reading(build);
  }

  private Chain sort(PhysicalPlan.Sort sort, int rangeRows) {
    Operators.Gathering operator = Operators.sort(sort, query, rangeRows);
    PipelineSink sink = end(sort, "Sort", chain(sort.input()), operator.sink());
    return start(sort, "Sort", operator.source()).reading(sink);
  }

  private Chain topN(PhysicalPlan.TopN topN) {
    Operators.Gathering operator = Operators.topN(topN, query);
    PipelineSink sink = end(topN, "TopN", chain(topN.input()), operator.sink());
    return start(topN, "TopN", operator.source()).reading(sink);
  }

  private Chain window(PhysicalPlan.Window window) {
    Operators.Gathering sorting = Operators.sort(window, query);
    PipelineSink sink = end(window, "Window", chain(window.input()), sorting.sink());
    return new Chain("Sort", sorting.source(), () -> {})
        .reading(sink)
        .step("Window", metered(window, new WindowStep(window)));
  }

  private Chain limit(PhysicalPlan.Limit limit) {
    Chain input = chain(limit.input());
    return input.step(
        "Limit",
        metered(limit, new LimitStep(limit.schema(), limit.offset(), limit.count(), input.stop())));
  }

  private Chain repeat(PhysicalPlan.Repeat repeat) {
    int batchRows = query.settings().batchRows();
    return chain(repeat.input())
        .step("Repeat", metered(repeat, new RepeatStep(repeat.schema(), batchRows)));
  }

  private Chain userCode(PhysicalPlan.UserCode code) {
    List<Chain> chains = code.inputs().stream().map(this::chain).toList();
    UserCodeSource source =
        new UserCodeSource(
            code, inputs.share().index(), chains.stream().map(Chain::asSource).toList());
    return joined("UserCode", code, source, chains);
  }

  /** Each partition of the input is compiled by itself. */
  private Chain mapped(PhysicalPlan.PartitionMap map) {
    StageInputs around = inputs;
    List<Chain> chains = new ArrayList<>();
    for (int partition : map.parts().get(inputs.share().index())) {
      inputs = around.of(partition, map.partitions());
      chains.add(chain(map.input()));
    }
    inputs = around;
    List<PipelineSource> sources = chains.stream().map(Chain::asSource).toList();
    return joined("Partitions", map, new UnionSource(map.schema(), sources), chains);
  }

  private Chain union(PhysicalPlan.Union union) {
    List<Chain> chains = union.inputs().stream().map(this::chain).toList();
    UnionSource source =
        new UnionSource(union.schema(), chains.stream().map(Chain::asSource).toList());
    return joined("Union", union, source, chains);
  }

  /** A chain that starts where others end. */
  private Chain joined(String name, PhysicalPlan node, PipelineSource source, List<Chain> chains) {
    String inside = String.join(", ", chains.stream().map(Chain::name).toList());
    Chain chain =
        new Chain(
            name + "(" + inside + ")",
            Metered.source(source, metrics.of(node)),
            () -> chains.forEach(c -> c.stop().run()));
    chains.forEach(c -> chain.reading(c.reads()));
    return chain;
  }

  /** What does not move: computed whole by every task, or a table of which each reads a range. */
  private Chain inPlace(PhysicalPlan.Exchange exchange) {
    return switch (exchange.partitioning()) {
      case Partitioning.Replicated r -> {
        replicating++;
        Chain chain = chain(exchange.input());
        replicating--;
        yield chain;
      }
      case Partitioning.Range r when exchange.input() instanceof PhysicalPlan.Scan s ->
          scan(s, ScanShare.ALL, ScanRange.of(r, inputs.share().index()));
      case Partitioning other -> throw SheafException.bug("an exchange inside a stage");
    };
  }

  private Chain shared(PhysicalPlan.Shared node) {
    if (occurrences.get(node.id()) == 1) {
      return chain(node.input());
    }
    SpoolSink sink = shared.get(node.id());
    if (sink == null) {
      Chain input = chain(node.input());
      sink = new SpoolSink(new Spool("Shared subquery", node.schema(), query));
      shared.put(node.id(), sink);
      end(node, "Shared", input, sink);
    }
    return start(node, "Shared", new SpoolSource(node.schema(), List.of(sink.spool())))
        .reading(sink);
  }

  private Chain write(PhysicalPlan.Write write) {
    WriteSink sink = new WriteSink(write, query, inputs.attempt());
    end(write, "Write", written(write.input(), sink), sink);
    return start(write, "Write", new BatchesSource(write.schema(), sink::result)).reading(sink);
  }

  /** What is sorted goes in ranges to a sink that takes these from several drivers. */
  private Chain written(PhysicalPlan input, WriteSink sink) {
    return switch (input) {
      case PhysicalPlan.Sort s -> sort(s, sink.rangeRows());
      case PhysicalPlan.Project p when p.input() instanceof PhysicalPlan.Sort s ->
          project(p, sort(s, sink.rangeRows()));
      case PhysicalPlan other -> chain(other);
    };
  }

  /** Ends a chain in an operator's sink; gives the sink as readers name it. */
  private PipelineSink end(PhysicalPlan node, String name, Chain chain, PipelineSink sink) {
    sinks.add(sink);
    pipelines.add(chain.into(name, Metered.sink(sink, metrics.of(node), query.nanoClock())));
    return sink;
  }

  private Chain start(PhysicalPlan node, String name, PipelineSource source) {
    return new Chain(name, Metered.source(source, metrics.of(node)), () -> {});
  }

  private PipelineStep metered(PhysicalPlan node, PipelineStep step) {
    return Metered.step(step, metrics.of(node));
  }
}
