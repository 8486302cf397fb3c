package io.sheaf.sql.optimize;

import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.rules.JoinPushTransitivePredicatesRule;
import org.apache.calcite.rel.rules.ReduceExpressionsRule.JoinReduceExpressionsRule;

/**
 * Rules for joins that must leave mark joins alone: a mark tells false from unknown, these rules
 * take unknown for false.
 */
final class NotMarks {
  static final RelOptRule REDUCE_EXPRESSIONS =
      JoinReduceExpressionsRule.JoinReduceExpressionsRuleConfig.DEFAULT
          .withOperandSupplier(
              b -> b.operand(LogicalJoin.class).predicate(NotMarks::isPlain).anyInputs())
          .as(JoinReduceExpressionsRule.JoinReduceExpressionsRuleConfig.class)
          .toRule();

  static final RelOptRule PUSH_TRANSITIVE_PREDICATES =
      JoinPushTransitivePredicatesRule.Config.DEFAULT
          .withOperandSupplier(b -> b.operand(Join.class).predicate(NotMarks::isPlain).anyInputs())
          .as(JoinPushTransitivePredicatesRule.Config.class)
          .toRule();

  private NotMarks() {}

  private static boolean isPlain(Join join) {
    return join.getJoinType() != JoinRelType.LEFT_MARK;
  }
}
