package io.sheaf.sql.optimize;

import io.sheaf.columnar.SheafException;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.TopDownGeneralDecorrelator;
import org.apache.calcite.tools.RelBuilder;

/** Sub-queries become joins, correlated ones too: mark joins and unnesting, with the classic way behind. */
final class Decorrelation implements Phase {
  private static final Phase TO_MARKS =
      Rules.of(
          CoreRules.FILTER_SUB_QUERY_TO_MARK_CORRELATE,
          CoreRules.PROJECT_SUB_QUERY_TO_MARK_CORRELATE,
          CoreRules.JOIN_SUB_QUERY_TO_CORRELATE);
  private static final Phase TO_CORRELATES =
      Rules.of(
          CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
          CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
          CoreRules.JOIN_SUB_QUERY_TO_CORRELATE);

  @Override
  public RelNode apply(RelNode tree) {
    if (!hasSubQueries(tree) && !hasCorrelates(tree)) {
      return tree;
    }
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(tree.getCluster(), null);
    RelNode flat = unnested(tree, builder);
    if (flat == null) {
      flat = classic(tree, builder);
    }
    if (flat == null || hasCorrelates(flat) || !RelOptUtil.getVariablesUsed(flat).isEmpty()) {
      throw SheafException.user(
          "NOT_SUPPORTED", "This form of correlated sub-query is not supported yet");
    }
    return flat;
  }

  private static RelNode unnested(RelNode tree, RelBuilder builder) {
    try {
      RelNode marked = TO_MARKS.apply(tree);
      RelNode flat =
          hasCorrelates(marked)
              ? TopDownGeneralDecorrelator.decorrelateQuery(marked, builder)
              : Rules.of(
                      CoreRules.MARK_TO_SEMI_OR_ANTI_JOIN_RULE,
                      CoreRules.PROJECT_MERGE,
                      CoreRules.PROJECT_REMOVE)
                  .apply(marked);
      return hasCorrelates(flat) ? null : flat;
    } catch (RuntimeException | AssertionError e) {
      return null;
    }
  }

  private static RelNode classic(RelNode tree, RelBuilder builder) {
    try {
      return RelDecorrelator.decorrelateQuery(TO_CORRELATES.apply(tree), builder);
    } catch (RuntimeException | AssertionError e) {
      return null;
    }
  }

  private static boolean hasCorrelates(RelNode tree) {
    return any(tree, node -> node instanceof Correlate);
  }

  private static boolean hasSubQueries(RelNode tree) {
    return any(
        tree,
        node ->
            switch (node) {
              case Filter filter -> RexUtil.SubQueryFinder.containsSubQuery(filter);
              case Project project -> RexUtil.SubQueryFinder.containsSubQuery(project);
              case Join join -> RexUtil.SubQueryFinder.containsSubQuery(join);
              default -> false;
            });
  }

  private static boolean any(RelNode tree, java.util.function.Predicate<RelNode> wanted) {
    boolean[] found = new boolean[1];
    new RelVisitor() {
      @Override
      public void visit(RelNode node, int ordinal, RelNode parent) {
        found[0] |= wanted.test(node);
        if (!found[0]) {
          super.visit(node, ordinal, parent);
        }
      }
    }.go(tree);
    return found[0];
  }
}
