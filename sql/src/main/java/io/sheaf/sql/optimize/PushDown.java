package io.sheaf.sql.optimize;

import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.rules.AggregateProjectMergeRule;
import org.apache.calcite.rel.rules.FilterAggregateTransposeRule;
import org.apache.calcite.rel.rules.FilterSetOpTransposeRule;
import org.apache.calcite.rel.rules.FilterWindowTransposeRule;
import org.apache.calcite.rel.rules.JoinPushExpressionsRule;
import org.apache.calcite.rel.rules.PruneEmptyRules;
import org.apache.calcite.rel.rules.ReduceExpressionsRule.ProjectReduceExpressionsRule.ProjectReduceExpressionsRuleConfig;

/** Conditions and projections move towards the tables; what is always or never true disappears. */
final class PushDown implements Phase {
  static final Phase AFTER_JOIN_ORDER =
      Rules.of(
          CommonRules.PROJECT_MERGE,
          CommonRules.PROJECT_REMOVE,
          CommonRules.FILTER_INTO_JOIN,
          CommonRules.JOIN_CONDITION_PUSH,
          CommonRules.FILTER_PROJECT_TRANSPOSE);

  private static final List<RelOptRule> ALL =
      List.of(
          CommonRules.FILTER_INTO_JOIN,
          CommonRules.JOIN_CONDITION_PUSH,
          JoinPushExpressionsRule.Config.DEFAULT.toRule(),
          CommonRules.FILTER_PROJECT_TRANSPOSE,
          FilterAggregateTransposeRule.Config.DEFAULT.toRule(),
          FilterSetOpTransposeRule.Config.DEFAULT.toRule(),
          FilterWindowTransposeRule.Config.DEFAULT.toRule(),
          CommonRules.FILTER_MERGE,
          CommonRules.PROJECT_MERGE,
          CommonRules.PROJECT_REMOVE,
          AggregateProjectMergeRule.Config.DEFAULT.toRule(),
          CommonRules.FILTER_REDUCE_EXPRESSIONS,
          ProjectReduceExpressionsRuleConfig.DEFAULT.toRule(),
          NotMarks.REDUCE_EXPRESSIONS);

  private static final Phase RULES = Rules.of(ALL);

  /** Loaded only when a query has an input without rows. */
  private static final class Pruning {
    static final Phase RULES =
        Rules.of(
            Stream.concat(
                    ALL.stream(),
                    Stream.of(
                        PruneEmptyRules.FILTER_INSTANCE,
                        PruneEmptyRules.PROJECT_INSTANCE,
                        PruneEmptyRules.JOIN_LEFT_INSTANCE,
                        PruneEmptyRules.JOIN_RIGHT_INSTANCE,
                        PruneEmptyRules.UNION_INSTANCE))
                .toList());
  }

  @Override
  public RelNode apply(RelNode tree) {
    RelNode pushed = RULES.apply(tree);
    return hasEmptyInput(pushed) ? Pruning.RULES.apply(pushed) : pushed;
  }

  private static boolean hasEmptyInput(RelNode tree) {
    return tree instanceof Values values && values.getTuples().isEmpty()
        || tree.getInputs().stream().anyMatch(PushDown::hasEmptyInput);
  }
}
