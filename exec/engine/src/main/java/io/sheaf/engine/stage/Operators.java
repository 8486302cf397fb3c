package io.sheaf.engine.stage;

import io.sheaf.engine.QueryContext;
import io.sheaf.engine.aggregate.HashAggregation;
import io.sheaf.engine.expression.CompiledExpr;
import io.sheaf.engine.expression.CompiledFilter;
import io.sheaf.engine.expression.ExprCompiler;
import io.sheaf.engine.join.HashJoinOperator;
import io.sheaf.engine.join.KeyMembership;
import io.sheaf.engine.join.NestedLoopJoinOperator;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.pipeline.PipelineSource;
import io.sheaf.engine.pipeline.PipelineStep;
import io.sheaf.engine.sort.SortOperator;
import io.sheaf.engine.sort.TopNOperator;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import java.util.function.IntFunction;

/** Makes operators of plan nodes: the one place that knows who implements what. */
final class Operators {
  private Operators() {}

  /** An operator that takes everything and then gives its result. */
  record Gathering(PipelineSink sink, PipelineSource source) {}

  /**
   * An operator that takes one input whole and lets the other one stream through.
   *
   * @param keys what is known of each of its keys once it is built, or null
   */
  record Joining(PipelineSink build, PipelineStep probe, IntFunction<KeyMembership> keys) {}

  static CompiledExpr expr(Expr expr) {
    return ExprCompiler.compile(expr);
  }

  static CompiledFilter filter(Expr expr, QueryContext query) {
    return ExprCompiler.compileFilter(expr, query.settings().codegen());
  }

  /**
   * An aggregation.
   *
   * @param absorbs whether the sink takes the input of the projection below, which it computes
   */
  record Aggregating(PipelineSink sink, PipelineSource source, boolean absorbs) {}

  static Aggregating aggregate(PhysicalPlan.Aggregate aggregate, QueryContext query) {
    HashAggregation operator = new HashAggregation(aggregate, query);
    return new Aggregating(operator.sink(), operator.source(), operator.absorbsProjection());
  }

  static Joining hashJoin(PhysicalPlan.HashJoin join, QueryContext query) {
    HashJoinOperator operator = new HashJoinOperator(join, query);
    return new Joining(operator.build(), operator.probe(), operator::keyMembership);
  }

  static Joining nestedLoopJoin(PhysicalPlan.NestedLoopJoin join, QueryContext query) {
    NestedLoopJoinOperator operator = new NestedLoopJoinOperator(join, query);
    return new Joining(operator.build(), operator.probe(), key -> null);
  }

  /**
   * A sort.
   *
   * @param rangeRows rows of a range where several drivers take ranges of the result; else 0
   */
  static Gathering sort(PhysicalPlan.Sort sort, QueryContext query, int rangeRows) {
    SortOperator operator = new SortOperator(sort, query);
    return new Gathering(
        operator.sink(), rangeRows > 0 ? operator.rangeSource(rangeRows) : operator.source());
  }

  /** The sort below a window: several drivers may take partitions of it, if it has any. */
  static Gathering sort(PhysicalPlan.Window window, QueryContext query) {
    SortOperator operator =
        new SortOperator(new PhysicalPlan.Sort(window.input(), window.sortKeys()), query);
    int partitionKeys = window.partition().size();
    return new Gathering(
        operator.sink(),
        partitionKeys == 0 ? operator.source() : operator.wholeRangeSource(partitionKeys));
  }

  static Gathering topN(PhysicalPlan.TopN topN, QueryContext query) {
    TopNOperator operator = new TopNOperator(topN, query);
    return new Gathering(operator.sink(), operator.source());
  }
}
