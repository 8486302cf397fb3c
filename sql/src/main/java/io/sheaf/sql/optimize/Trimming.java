package io.sheaf.sql.optimize;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.sql2rel.RelFieldTrimmer;

/** Columns that nobody reads are not carried along. */
final class Trimming implements Phase {
  private static final Phase RULES =
      Rules.of(CommonRules.PROJECT_MERGE, CommonRules.PROJECT_REMOVE, CommonRules.AGGREGATE_REMOVE);

  @Override
  public RelNode apply(RelNode tree) {
    RelNode trimmed =
        new RelFieldTrimmer(null, RelFactories.LOGICAL_BUILDER.create(tree.getCluster(), null))
            .trim(tree);
    return RULES.apply(trimmed);
  }
}
