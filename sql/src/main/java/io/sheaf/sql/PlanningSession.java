package io.sheaf.sql;

import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Table;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.sql.lower.Bindings;
import io.sheaf.sql.optimize.Optimizer;
import io.sheaf.sql.parser.SyntaxQuery;
import io.sheaf.sql.validate.QueryAnalyzer;
import io.sheaf.sql.validate.TypeMapping;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlExplainLevel;

/**
 * One query on its way from text to plan: parsed, logical, optimised, physical. Each step is
 * computed once, when it is first asked for, and timed. For one thread at a time; the physical plan
 * is immutable and may be kept.
 */
public final class PlanningSession {

  /** The steps after parsing, in order. */
  public enum Step {
    LOGICAL,
    OPTIMIZED,
    PHYSICAL
  }

  private final SyntaxQuery query;
  private final InsertTarget target;
  private final Bindings bindings;
  private final QueryAnalyzer analyzer;
  private final Checkpoint checkpoint;
  private final long[] nanos = new long[Step.values().length];
  private QueryAnalyzer.Analyzed logical;
  private RelNode optimized;
  private PlannedQuery planned;
  private PhysicalPlan physical;

  PlanningSession(
      QueryAnalyzer analyzer,
      Checkpoint checkpoint,
      SyntaxQuery query,
      InsertTarget target,
      Bindings bindings) {
    this.analyzer = analyzer;
    this.checkpoint = checkpoint;
    this.query = query;
    this.target = target;
    this.bindings = bindings;
  }

  /** The query as normalised SQL. */
  public String parsed() {
    return query.printed();
  }

  /** Names and types of the result's columns. */
  public Schema schema() {
    List<String> names = analyzed().names();
    Schema types = TypeMapping.schema(analyzed().tree().getRowType());
    return new Schema(
        java.util.stream.IntStream.range(0, names.size())
            .mapToObj(
                i ->
                    new io.sheaf.columnar.Field(
                        names.get(i), types.type(i), types.field(i).nullable()))
            .toList());
  }

  /** What the query says, operator by operator, one a line. */
  public String logical() {
    return print(analyzed().tree(), SqlExplainLevel.EXPPLAN_ATTRIBUTES);
  }

  /** What will be done for it, with estimated rows. */
  public String optimized() {
    return print(optimizedTree(), SqlExplainLevel.EXPPLAN_ATTRIBUTES);
  }

  /** The plan for the engine. */
  public PhysicalPlan physical() {
    if (physical == null) {
      PlannedQuery query = planned();
      physical = timed(Step.PHYSICAL, () -> query.plan(bindings));
    }
    return physical;
  }

  /** The query without the values of its parameters, to be used again with others. */
  public PlannedQuery planned() {
    if (planned == null) {
      planned = new PlannedQuery(optimizedTree(), analyzed().names(), target, bindings);
    }
    return planned;
  }

  /** The stored tables that the query reads, at the versions that were planned for. */
  public List<Table> tables() {
    analyzed();
    return analyzer.tables();
  }

  /**
   * Whether the plan holds the time of its planning (CURRENT_DATE and the like) and must not be
   * kept.
   */
  public boolean dependsOnTime() {
    analyzed();
    return analyzer.usedClock();
  }

  /** Nanoseconds spent in a step; 0 if it has not been asked for. */
  public long nanos(Step step) {
    return nanos[step.ordinal()];
  }

  private QueryAnalyzer.Analyzed analyzed() {
    if (logical == null) {
      logical = timed(Step.LOGICAL, () -> analyzer.analyze(query));
    }
    return logical;
  }

  private RelNode optimizedTree() {
    if (optimized == null) {
      RelNode tree = analyzed().tree();
      optimized = timed(Step.OPTIMIZED, () -> Optimizer.optimize(tree));
    }
    return optimized;
  }

  private <R> R timed(Step step, Supplier<R> work) {
    checkpoint.check();
    long start = System.nanoTime();
    try {
      return work.get();
    } catch (StackOverflowError e) {
      throw SheafException.user("TOO_COMPLEX", "The query is nested too deeply to be planned");
    } finally {
      nanos[step.ordinal()] += System.nanoTime() - start;
    }
  }

  private static String print(RelNode tree, SqlExplainLevel level) {
    return RelOptUtil.toString(tree, level).replace("Logical", "").stripTrailing();
  }
}
