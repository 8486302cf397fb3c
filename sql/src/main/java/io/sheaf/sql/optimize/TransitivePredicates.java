package io.sheaf.sql.optimize;

import org.apache.calcite.rel.RelNode;

/** From a.x = b.x and a.x > 5 follows b.x > 5. */
final class TransitivePredicates implements Phase {
  private static final Phase RULES =
      Rules.of(
          NotMarks.PUSH_TRANSITIVE_PREDICATES,
          CommonRules.FILTER_INTO_JOIN,
          CommonRules.FILTER_PROJECT_TRANSPOSE,
          CommonRules.FILTER_MERGE,
          CommonRules.FILTER_REDUCE_EXPRESSIONS);

  @Override
  public RelNode apply(RelNode tree) {
    return RULES.apply(tree);
  }
}
