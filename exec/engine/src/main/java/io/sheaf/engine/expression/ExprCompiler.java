package io.sheaf.engine.expression;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.EngineSettings.Codegen;
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
    return compileFilter(condition, Codegen.OFF);
  }

  /** The same, with loops generated where they are wanted. */
  public static CompiledFilter compileFilter(Expr condition, Codegen codegen) {
    Expr folded = ConstantFolder.fold(condition);
    ConditionBuilder.build(folded);
    return () -> ConditionBuilder.build(folded, codegen);
  }

  /** The loop that would be generated for a condition over a schema's columns, as text. */
  public static String explainCodegen(Expr condition, Schema schema) {
    return ConditionBuilder.build(ConstantFolder.fold(condition), Codegen.FORCE)
            instanceof Conjunction conjunction
        ? conjunction.explain(schema)
        : "interpreted\n";
  }

  /** The input columns that an expression reads, ascending. */
  public static List<Integer> columns(Expr expr) {
    return List.copyOf(Inputs.of(expr));
  }
}
