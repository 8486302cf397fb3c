package io.sheaf.sql.validate;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/** Rewrites the expressions of a whole tree, also in its sub-queries. For one tree. */
abstract class ExpressionRewrite extends RexShuttle {
  final RexBuilder expressions;

  ExpressionRewrite(RexBuilder expressions) {
    this.expressions = expressions;
  }

  final RelNode of(RelNode tree) {
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            return super.visit(node).accept(ExpressionRewrite.this);
          }
        });
  }

  @Override
  public final RexSubQuery visitSubQuery(RexSubQuery query) {
    RexSubQuery visited = (RexSubQuery) super.visitSubQuery(query);
    RelNode inner = of(visited.rel);
    return inner == visited.rel ? visited : visited.clone(inner);
  }
}
