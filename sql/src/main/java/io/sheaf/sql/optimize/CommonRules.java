package io.sheaf.sql.optimize;

import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.rules.AggregateRemoveRule;
import org.apache.calcite.rel.rules.FilterJoinRule.FilterIntoJoinRule.FilterIntoJoinRuleConfig;
import org.apache.calcite.rel.rules.FilterJoinRule.JoinConditionPushRule.JoinConditionPushRuleConfig;
import org.apache.calcite.rel.rules.FilterMergeRule;
import org.apache.calcite.rel.rules.FilterProjectTransposeRule;
import org.apache.calcite.rel.rules.ProjectMergeRule;
import org.apache.calcite.rel.rules.ProjectRemoveRule;
import org.apache.calcite.rel.rules.ReduceExpressionsRule.FilterReduceExpressionsRule.FilterReduceExpressionsRuleConfig;

/**
 * Calcite's rules that more than one phase uses. They are made of their own defaults: the class
 * that holds all of Calcite's rules loads a thousand classes, a third of the first planning in a
 * process.
 */
final class CommonRules {
  static final RelOptRule FILTER_INTO_JOIN = FilterIntoJoinRuleConfig.DEFAULT.toRule();
  static final RelOptRule JOIN_CONDITION_PUSH = JoinConditionPushRuleConfig.DEFAULT.toRule();
  static final RelOptRule FILTER_PROJECT_TRANSPOSE =
      FilterProjectTransposeRule.Config.DEFAULT.toRule();
  static final RelOptRule FILTER_MERGE = FilterMergeRule.Config.DEFAULT.toRule();
  static final RelOptRule FILTER_REDUCE_EXPRESSIONS =
      FilterReduceExpressionsRuleConfig.DEFAULT.toRule();
  static final RelOptRule PROJECT_MERGE = ProjectMergeRule.Config.DEFAULT.toRule();
  static final RelOptRule PROJECT_REMOVE = ProjectRemoveRule.Config.DEFAULT.toRule();
  static final RelOptRule AGGREGATE_REMOVE = AggregateRemoveRule.Config.DEFAULT.toRule();

  private CommonRules() {}
}
