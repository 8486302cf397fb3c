package io.sheaf.engine.schedule;

import io.sheaf.columnar.SheafException;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.operator.ResultQueue;
import io.sheaf.engine.pipeline.Failures;
import io.sheaf.engine.shuffle.ShuffleStore;
import io.sheaf.engine.spill.Closing;
import io.sheaf.engine.stage.OperatorMetrics;
import io.sheaf.engine.stage.PlanMetrics;
import io.sheaf.engine.stage.StageGraph;
import io.sheaf.engine.write.StagedWrites;

/**
 * Everything that belongs to one running query in this JVM. Its parts are thread-safe.
 *
 * @param id numbers the queries of an engine, from 1
 */
public record QueryExecution(
    long id,
    QueryContext context,
    StagedWrites staged,
    StageGraph graph,
    ShuffleStore shuffles,
    PlanMetrics metrics,
    ResultQueue results) {

  /** What the operators did by now. */
  public OperatorMetrics operatorMetrics() {
    return metrics.tree(graph);
  }

  /**
   * Releases what the query still holds, then tells the client how it went; returns what it told.
   */
  SheafException end(SheafException failure) {
    SheafException outcome = failure;
    try {
      Closing.all(shuffles::close, context.spill()::close, staged::close);
    } catch (Throwable t) {
      outcome = failure == null ? Failures.of(t, "the end of the query") : failure;
    }
    results.end(outcome);
    return outcome;
  }
}
