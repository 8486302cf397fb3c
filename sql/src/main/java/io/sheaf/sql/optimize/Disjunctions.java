package io.sheaf.sql.optimize;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/** From (a.x = 1 AND b.y = 2) OR (a.x = 3 AND b.y = 4) follows a.x IN (1, 3): a filter for one side. */
final class Disjunctions implements Phase {
  private static final Phase RULES =
      Rules.of(
          CoreRules.EXPAND_FILTER_DISJUNCTION_GLOBAL, CoreRules.EXPAND_JOIN_DISJUNCTION_GLOBAL);

  /** Whether there is anything to expand; most queries have none. */
  static boolean occurIn(RelNode tree) {
    boolean[] found = new boolean[1];
    new RelVisitor() {
      @Override
      public void visit(RelNode node, int ordinal, RelNode parent) {
        found[0] |=
            switch (node) {
              case Join join -> has(join.getCondition());
              case Filter filter -> has(filter.getCondition());
              default -> false;
            };
        super.visit(node, ordinal, parent);
      }
    }.go(tree);
    return found[0];
  }

  private static boolean has(RexNode condition) {
    return org.apache.calcite.plan.RelOptUtil.conjunctions(condition).stream()
        .anyMatch(part -> part.getKind() == SqlKind.OR);
  }

  @Override
  public RelNode apply(RelNode tree) {
    return RULES.apply(tree);
  }
}
