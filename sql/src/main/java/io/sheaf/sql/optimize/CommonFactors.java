package io.sheaf.sql.optimize;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/** (a AND b) OR (a AND c) becomes a AND (b OR c): the key of a join may hide in a. */
final class CommonFactors implements Phase {
  @Override
  public RelNode apply(RelNode tree) {
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            return factored(super.visit(node));
          }
        });
  }

  private static RelNode factored(RelNode node) {
    RexBuilder expressions = node.getCluster().getRexBuilder();
    if (node instanceof Filter filter) {
      RexNode condition = RexUtil.pullFactors(expressions, filter.getCondition());
      if (!condition.equals(filter.getCondition())) {
        return filter.copy(filter.getTraitSet(), filter.getInput(), condition);
      }
    }
    if (node instanceof Join join && join.getJoinType() == JoinRelType.INNER) {
      RexNode condition = RexUtil.pullFactors(expressions, join.getCondition());
      if (!condition.equals(join.getCondition())) {
        return join.copy(
            join.getTraitSet(),
            condition,
            join.getLeft(),
            join.getRight(),
            join.getJoinType(),
            join.isSemiJoinDone());
      }
    }
    return node;
  }
}
