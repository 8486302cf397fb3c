package io.sheaf.sql.optimize;

import io.sheaf.columnar.SheafException;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.MarkToSemiOrAntiJoinRule;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.TopDownGeneralDecorrelator;
import org.apache.calcite.tools.RelBuilder;

/**
 * Sub-queries become joins, correlated ones too: mark joins and unnesting, with the classic way
 * behind.
 */
final class Decorrelation implements Phase {
  /** Loaded only for queries with sub-queries that are not simple. */
  private static final class Steps {
    static final Phase TO_MARKS =
        Rules.of(
            SubQueryRemoveRule.Config.FILTER_ENABLE_MARK_JOIN.toRule(),
            SubQueryRemoveRule.Config.PROJECT_ENABLE_MARK_JOIN.toRule(),
            SubQueryRemoveRule.Config.JOIN.toRule());
    static final Phase TO_CORRELATES =
        Rules.of(
            SubQueryRemoveRule.Config.FILTER.toRule(),
            SubQueryRemoveRule.Config.PROJECT.toRule(),
            SubQueryRemoveRule.Config.JOIN.toRule());

    static final Phase MARKS_TO_JOINS =
        Rules.of(
            MarkToSemiOrAntiJoinRule.Config.DEFAULT.toRule(),
            CommonRules.PROJECT_MERGE,
            CommonRules.PROJECT_REMOVE);
  }

  /** Unnesting the outermost correlation may leave inner ones, which are outermost then. */
  private static final int MAX_ROUNDS = 4;

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

  /** Whether the types survived; where they did not, the rewriting lost rows of NULLs. */
  private static boolean sameTypes(RelNode before, RelNode after) {
    return RelOptUtil.areRowTypesEqual(before.getRowType(), after.getRowType(), false);
  }

  private static RelNode unnested(RelNode tree, RelBuilder builder) {
    try {
      RelNode flat = keepingRows(Steps.TO_MARKS.apply(tree));
      for (int round = 0; round < MAX_ROUNDS && hasCorrelates(flat); round++) {
        flat = TopDownGeneralDecorrelator.decorrelateQuery(flat, builder);
      }
      flat = Steps.MARKS_TO_JOINS.apply(flat);
      return hasCorrelates(flat) || !sameTypes(tree, flat) ? null : flat;
    } catch (SheafException e) {
      throw e;
    } catch (RuntimeException | AssertionError e) {
      return null;
    }
  }

  /**
   * A correlated side that always has a row, an aggregation without groups, is joined by a left
   * join: unnested, the row is missing where the aggregation had no input.
   */
  private static RelNode keepingRows(RelNode tree) {
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            RelNode visited = super.visit(node);
            return visited instanceof Correlate correlate
                    && correlate.getJoinType() == JoinRelType.INNER
                    && alwaysHasRow(correlate.getRight())
                ? RelOptUtil.createCastRel(
                    correlate.copy(
                        correlate.getTraitSet(),
                        correlate.getLeft(),
                        correlate.getRight(),
                        correlate.getCorrelationId(),
                        correlate.getRequiredColumns(),
                        JoinRelType.LEFT),
                    correlate.getRowType(),
                    false)
                : visited;
          }
        });
  }

  private static boolean alwaysHasRow(RelNode node) {
    return switch (node) {
      case Project project -> alwaysHasRow(project.getInput());
      case Aggregate aggregate -> aggregate.getGroupCount() == 0;
      default -> false;
    };
  }

  private static RelNode classic(RelNode tree, RelBuilder builder) {
    try {
      RelNode flat =
          RelDecorrelator.decorrelateQuery(keepingRows(Steps.TO_CORRELATES.apply(tree)), builder);
      return sameTypes(tree, flat) ? flat : null;
    } catch (SheafException e) {
      throw e;
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
