package io.sheaf.sql.optimize;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/** Finds window functions. For one tree. */
final class Windows extends RelVisitor {
  private final RexShuttle expressions = new Expressions();
  private boolean found;

  private Windows() {}

  /** Whether a tree has any, also in its sub-queries. */
  static boolean in(RelNode tree) {
    Windows windows = new Windows();
    windows.go(tree);
    return windows.found;
  }

  @Override
  public void visit(RelNode node, int ordinal, RelNode parent) {
    found |= node instanceof Window;
    node.accept(expressions);
    super.visit(node, ordinal, parent);
  }

  private final class Expressions extends RexShuttle {
    @Override
    public RexNode visitOver(RexOver over) {
      found = true;
      return over;
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery query) {
      found |= in(query.rel);
      return super.visitSubQuery(query);
    }
  }
}
