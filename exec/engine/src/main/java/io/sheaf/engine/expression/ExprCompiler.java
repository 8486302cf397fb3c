package io.sheaf.engine.expression;

import io.sheaf.columnar.DataType;
import io.sheaf.plan.Expr;
import java.util.List;

/**
 * Makes expressions ready to run: the vectorised interpreter. Compiling finds what is wrong with an
 * expression whatever its input, such as a cast that does not exist.
 */
public final class ExprCompiler {
  private ExprCompiler() {}

  public static CompiledExpr compile(Expr expr) {
    Expr folded = ConstantFolder.fold(expr);
    NodeBuilder.build(folded);
    return new CompiledExpr() {
      @Override
      public DataType type() {
        return expr.type();
      }

      @Override
      public Evaluation open() {
        return NodeBuilder.build(folded);
      }
    };
  }

  /** A filter that finds the rows where a BOOLEAN expression is true, not false or NULL. */
  public static CompiledFilter compileFilter(Expr condition) {
    Expr folded = ConstantFolder.fold(condition);
    ConditionBuilder.build(folded);
    return () -> ConditionBuilder.build(folded);
  }

  /** The input columns that an expression reads, ascending. */
  public static List<Integer> columns(Expr expr) {
    return List.copyOf(Inputs.of(expr));
  }
}
