package io.sheaf.engine.stage;

import io.sheaf.engine.aggregate.HashAggregation;
import io.sheaf.engine.expression.ExprCompiler;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PlanPrinter;
import java.util.HashSet;
import java.util.Set;

/**
 * Prints the loops that a plan's operators would be given, as Java, and what stays with the
 * interpreter: EXPLAIN (CODEGEN). How a batch stores its columns is only known when it comes; what
 * is printed is for the most likely form.
 */
public final class CodegenPrinter {
  private final StringBuilder text = new StringBuilder();
  private final Set<Integer> shared = new HashSet<>();

  private CodegenPrinter() {}

  /** Only the nodes that compute something by rows. */
  public static String print(PhysicalPlan plan) {
    CodegenPrinter printer = new CodegenPrinter();
    printer.node(plan, false);
    return printer.text.isEmpty() ? "nothing to generate\n" : printer.text.toString();
  }

  /**
   * @param absorbed whether the node is part of its consumer's loop
   */
  private void node(PhysicalPlan node, boolean absorbed) {
    if (node instanceof PhysicalPlan.Shared s && !shared.add(s.id())) {
      return;
    }
    boolean absorbs = false;
    switch (node) {
      case PhysicalPlan.Aggregate a -> {
        String code = HashAggregation.explainCodegen(a);
        absorbs = a.input() instanceof PhysicalPlan.Project && !code.startsWith("interpreted:");
        add(a, code);
      }
      case PhysicalPlan.Filter f ->
          add(f, ExprCompiler.explainCodegen(f.condition(), f.input().schema()));
      case PhysicalPlan.Scan s when s.filter() != null ->
          add(s, ExprCompiler.explainCodegen(s.filter(), s.schema()));
      case PhysicalPlan.Project p when absorbed -> add(p, "in the loop above\n");
      case PhysicalPlan.Project p
          when !p.exprs().stream().allMatch(Expr.InputRef.class::isInstance) ->
          add(p, "interpreted\n");
      case PhysicalPlan other -> {}
    }
    for (PhysicalPlan input : node.inputs()) {
      node(input, absorbs);
    }
  }

  private void add(PhysicalPlan node, String code) {
    text.append(PlanPrinter.line(node)).append('\n');
    code.lines().forEach(line -> text.append("  ").append(line).append('\n'));
  }
}
