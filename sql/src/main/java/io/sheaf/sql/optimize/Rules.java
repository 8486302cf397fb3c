package io.sheaf.sql.optimize;

import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelNode;

/**
 * A set of rewriting rules that is applied until nothing changes, or a limit is reached.
 * Thread-safe.
 */
final class Rules implements Phase {
  /** Stops sets of rules that feed each other for ever. */
  private static final int MATCH_LIMIT = 5000;

  private final HepProgram program;

  private Rules(HepMatchOrder order, List<RelOptRule> rules) {
    HepProgramBuilder builder = HepProgram.builder();
    if (order != null) {
      builder.addMatchOrder(order);
    }
    this.program = builder.addMatchLimit(MATCH_LIMIT).addRuleCollection(rules).build();
  }

  static Rules of(RelOptRule... rules) {
    return of(List.of(rules));
  }

  static Rules of(List<RelOptRule> rules) {
    return new Rules(null, rules);
  }

  static Rules bottomUp(RelOptRule... rules) {
    return new Rules(HepMatchOrder.BOTTOM_UP, List.of(rules));
  }

  @Override
  public RelNode apply(RelNode tree) {
    HepPlanner planner = new CheckedPlanner(program, CheckedPlanner.checkpoint(tree.getCluster()));
    planner.setRoot(tree);
    return planner.findBestExp();
  }
}
