package io.sheaf.plan;

import io.sheaf.columnar.Schema;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Prints plans for people and golden tests: a node a line, inputs indented below, columns by name.
 * A shared subtree is printed where it first occurs.
 */
public final class PlanPrinter {
  private final StringBuilder text = new StringBuilder();
  private final Set<Integer> shared = new HashSet<>();
  private final Function<PhysicalPlan, String> suffix;

  private PlanPrinter(Function<PhysicalPlan, String> suffix) {
    this.suffix = suffix;
  }

  /** The plan alone. */
  public static String print(PhysicalPlan plan) {
    return print(plan, node -> "");
  }

  /** The plan with a remark behind each node. */
  public static String print(PhysicalPlan plan, Function<PhysicalPlan, String> suffix) {
    PlanPrinter printer = new PlanPrinter(suffix);
    printer.node(plan, "");
    return printer.text.toString();
  }

  /** The node alone, without its inputs, in one line. */
  public static String line(PhysicalPlan node) {
    return NodeText.of(node);
  }

  /** An expression over the columns of an input. */
  public static String expression(Expr expr, Schema input) {
    return NodeText.expr(expr, input);
  }

  private void node(PhysicalPlan node, String indent) {
    text.append(indent);
    text.append(line(node)).append(suffix.apply(node)).append('\n');
    if (node instanceof PhysicalPlan.Shared s && !shared.add(s.id())) {
      return;
    }
    for (PhysicalPlan input : node.inputs()) {
      node(input, indent + "  ");
    }
  }
}
