package io.sheaf.sql.lower;

import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.plan.Expr;
import io.sheaf.sql.ConstantEvaluator;
import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexNode;

/**
 * Lets Sheaf's own evaluator compute the constant expressions that the optimiser finds.
 * Thread-safe.
 */
public final class ConstantFolding implements RexExecutor {
  private final ConstantEvaluator evaluator;

  public ConstantFolding(ConstantEvaluator evaluator) {
    this.evaluator = evaluator;
  }

  @Override
  public void reduce(RexBuilder expressions, List<RexNode> constants, List<RexNode> reduced) {
    ExprLowering lowering = new ExprLowering(expressions, Schema.EMPTY, Bindings.NONE);
    for (RexNode constant : constants) {
      reduced.add(reduce(expressions, lowering, constant));
    }
  }

  private RexNode reduce(RexBuilder expressions, ExprLowering lowering, RexNode constant) {
    try {
      Expr.Literal literal = evaluator.evaluate(lowering.lower(constant)).orElse(null);
      RexNode folded =
          literal == null ? null : Literals.toRex(literal, constant.getType(), expressions);
      return folded == null ? constant : folded;
    } catch (SheafException | IllegalArgumentException | ArithmeticException e) {
      // It fails when the query runs, if it is reached.
      return constant;
    }
  }
}
