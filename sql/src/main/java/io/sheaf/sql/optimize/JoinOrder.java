package io.sheaf.sql.optimize;

import io.sheaf.sql.Checkpoint;
import io.sheaf.sql.statistics.SheafMetadata;
import org.apache.calcite.plan.PlanTooComplexError;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.DpHyp;
import org.apache.calcite.rel.rules.FilterMultiJoinMergeRule;
import org.apache.calcite.rel.rules.HyperGraph;
import org.apache.calcite.rel.rules.JoinToHyperGraphRule;
import org.apache.calcite.rel.rules.JoinToMultiJoinRule;
import org.apache.calcite.rel.rules.LoptOptimizeJoinRule;
import org.apache.calcite.rel.rules.ProjectMultiJoinMergeRule;
import org.apache.calcite.tools.RelBuilder;

/** Finds the cheapest order of joins by dynamic programming; greedily where there are too many. */
final class JoinOrder implements Phase {
  /** Plans whose costs are compared before giving up: some 5,000 pairs of sets of tables. */
  private static final int MAX_COSTS = 20_000;

  private static final int MAX_EXHAUSTIVE_JOINS = 14;
  private static final Phase TO_GRAPHS =
      Rules.bottomUp(JoinToHyperGraphRule.Config.DEFAULT.toRule());
  private static final Phase GREEDY =
      tree ->
          Rules.of(LoptOptimizeJoinRule.Config.DEFAULT.toRule())
              .apply(
                  Rules.bottomUp(
                          JoinToMultiJoinRule.Config.DEFAULT.toRule(),
                          ProjectMultiJoinMergeRule.Config.DEFAULT.toRule(),
                          FilterMultiJoinMergeRule.Config.DEFAULT.toRule())
                      .apply(tree));

  @Override
  public RelNode apply(RelNode tree) {
    int joins = count(tree, Join.class);
    if (joins < 1) {
      return tree;
    }
    if (joins <= MAX_EXHAUSTIVE_JOINS * 3) {
      RelNode best = enumerate(TO_GRAPHS.apply(tree));
      if (count(best, HyperGraph.class) == 0) {
        return best;
      }
    }
    return GREEDY.apply(tree);
  }

  /** Replaces each graph of joins by the best tree, if one is found within the limit. */
  private static RelNode enumerate(RelNode tree) {
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            RelNode visited = super.visit(node);
            return visited instanceof HyperGraph graph ? best(graph) : visited;
          }
        });
  }

  private static RelNode best(HyperGraph graph) {
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(graph.getCluster(), null);
    DpHyp search = new DpHyp(graph, builder, new Costs(graph.getCluster()), MAX_COSTS);
    search.startEnumerateJoin();
    RelNode best = search.getBestPlan();
    return best == null ? graph : best;
  }

  /** Answers until too many plans have been compared. */
  private static final class Costs extends SheafMetadata {
    private final Checkpoint checkpoint;
    private int left = MAX_COSTS;

    private Costs(RelOptCluster cluster) {
      this.checkpoint = CheckedPlanner.checkpoint(cluster);
    }

    @Override
    public RelOptCost getCumulativeCost(RelNode plan) {
      checkpoint.check();
      if (--left < 0) {
        throw new PlanTooComplexError(); // the search ends by it
      }
      return super.getCumulativeCost(plan);
    }
  }

  private static int count(RelNode tree, Class<? extends RelNode> type) {
    int[] count = new int[1];
    new RelVisitor() {
      @Override
      public void visit(RelNode node, int ordinal, RelNode parent) {
        count[0] += type.isInstance(node) ? 1 : 0;
        super.visit(node, ordinal, parent);
      }
    }.go(tree);
    return count[0];
  }
}
