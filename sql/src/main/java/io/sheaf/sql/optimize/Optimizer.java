package io.sheaf.sql.optimize;

import io.sheaf.columnar.SheafException;
import io.sheaf.sql.Checkpoint;
import io.sheaf.sql.statistics.SheafMetadata;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;

/** The phases of optimisation, in order. Thread-safe. */
public final class Optimizer {
  private Optimizer() {}

  /**
   * The cluster in which trees are built, with Sheaf's statistics and constant folding.
   *
   * @param checkpoint asked while its trees are optimised
   */
  public static RelOptCluster cluster(
      RexBuilder expressions, RexExecutor folding, Checkpoint checkpoint) {
    HepPlanner planner = new CheckedPlanner(HepProgram.builder().build(), checkpoint);
    planner.setExecutor(folding);
    RelOptCluster cluster = RelOptCluster.create(planner, expressions);
    cluster.setMetadataQuerySupplier(SheafMetadata::new);
    return cluster;
  }

  public static RelNode optimize(RelNode tree) {
    try {
      RelNode flat = new Decorrelation().apply(new SimpleSubQueries().apply(tree));
      RelNode pushed = push(new FilteredArguments().apply(new PairAggregates().apply(flat)));
      RelNode trimmed = new Trimming().apply(pushed);
      RelNode ordered = new JoinOrder().apply(trimmed);
      RelNode reduced = new AggregateReduction().apply(ordered);
      return new Trimming().apply(PushDown.AFTER_JOIN_ORDER.apply(reduced));
    } catch (SheafException e) {
      throw e;
    } catch (RuntimeException | AssertionError e) {
      throw new SheafException(
          SheafException.Blame.BUG, "PLANNING", "Optimisation failed: " + e.getMessage(), e);
    }
  }

  private static RelNode push(RelNode tree) {
    PushDown pushDown = new PushDown();
    CommonFactors factors = new CommonFactors();
    RelNode pushed = factors.apply(pushDown.apply(factors.apply(tree)));
    Disjunctions disjunctions = new Disjunctions();
    RelNode expanded = disjunctions.apply(pushed);
    if (disjunctions.changed()) {
      pushed = pushDown.apply(expanded);
    }
    return pushDown.apply(new TransitivePredicates().apply(pushed));
  }
}
