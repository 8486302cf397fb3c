package io.sheaf.engine.join;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.pipeline.PipelineStep;
import io.sheaf.plan.PhysicalPlan;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A join by any condition: the right input goes into {@link #build()}; when that is finished, the
 * left one streams through {@link #probe()} and each of its batches meets all right rows. The
 * sink's {@code close()} frees everything. Thread-safe as sinks and steps are.
 */
public final class NestedLoopJoinOperator {
  private final LoopShape shape;
  private final QueryContext query;
  private final RightRows right;
  private final EndGate gate = new EndGate();
  private final AtomicInteger unmatchedChunk = new AtomicInteger();

  public NestedLoopJoinOperator(PhysicalPlan.NestedLoopJoin join, QueryContext query) {
    this.shape = new LoopShape(join);
    this.query = query;
    this.right = new RightRows(shape, query);
  }

  /** Takes the right input. */
  public PipelineSink build() {
    return right;
  }

  /** Joins the left input, once the sink is finished. */
  public PipelineStep probe() {
    return new Probe();
  }

  private final class Probe implements PipelineStep {
    @Override
    public Schema schema() {
      return shape.output();
    }

    @Override
    public BatchStream open(BatchStream input, DriverContext driver) {
      return new NestedLoopStream(NestedLoopJoinOperator.this, gate.enter(), input);
    }
  }

  LoopShape shape() {
    return shape;
  }

  QueryContext query() {
    return query;
  }

  RightRows right() {
    return right;
  }

  EndGate gate() {
    return gate;
  }

  /** The next chunk whose unmatched rows some driver returns; drivers take them one by one. */
  AtomicInteger unmatchedChunk() {
    return unmatchedChunk;
  }
}
