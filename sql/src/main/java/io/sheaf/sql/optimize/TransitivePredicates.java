package io.sheaf.sql.optimize;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.CoreRules;

/** From a.x = b.x and a.x > 5 follows b.x > 5. */
final class TransitivePredicates implements Phase {
  private static final Phase RULES =
      Rules.of(
          NotMarks.PUSH_TRANSITIVE_PREDICATES,
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.FILTER_PROJECT_TRANSPOSE,
          CoreRules.FILTER_MERGE,
          CoreRules.FILTER_REDUCE_EXPRESSIONS);

  @Override
  public RelNode apply(RelNode tree) {
    return RULES.apply(tree);
  }
}
