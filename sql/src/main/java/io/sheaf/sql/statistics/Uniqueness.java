package io.sheaf.sql.statistics;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * What is certain of a tree's rows: how many there are at most, and which columns differ in any two
 * of them, where two NULLs count as equal. Tables are not known to have keys. Stateless.
 */
final class Uniqueness {
  private Uniqueness() {}

  /** The most rows that a node can return; infinity where there is no bound. */
  static double mostRows(RelNode rel) {
    return switch (rel.stripped()) {
      case Values values -> values.getTuples().size();
      case Aggregate aggregate ->
          aggregate.getGroupSet().isEmpty()
              ? aggregate.getGroupSets().size()
              : Math.max(1, mostRows(aggregate.getInput())) * aggregate.getGroupSets().size();
      case Sort sort -> {
        double rows = mostRows(sort.getInput());
        yield sort.fetch instanceof RexLiteral fetch
            ? Math.min(rows, fetch.getValueAs(java.math.BigDecimal.class).doubleValue())
            : rows;
      }
      case Filter filter -> mostRows(filter.getInput());
      case Project project -> mostRows(project.getInput());
      case Join join -> mostRows(join);
      case Union union -> union.getInputs().stream().mapToDouble(Uniqueness::mostRows).sum();
      case SetOp set -> mostRows(set.getInput(0));
      default -> Double.POSITIVE_INFINITY;
    };
  }

  private static double mostRows(Join join) {
    double left = mostRows(join.getLeft());
    if (!join.getJoinType().projectsRight()) {
      return left;
    }
    JoinRelType type = join.getJoinType();
    double right = mostRows(join.getRight());
    left = type.generatesNullsOnLeft() ? Math.max(1, left) : left;
    right = type.generatesNullsOnRight() ? Math.max(1, right) : right;
    return type == JoinRelType.FULL ? left * right + left + right : left * right;
  }

  /** Whether any two rows differ in one of the columns; false where that is not known. */
  static boolean unique(RelNode rel, ImmutableBitSet columns) {
    RelNode node = rel.stripped();
    if (mostRows(node) <= 1) {
      return true;
    }
    return switch (node) {
      case Filter filter -> unique(filter.getInput(), columns);
      case Sort sort -> unique(sort.getInput(), columns);
      case Project project -> unique(project, columns);
      case Aggregate aggregate ->
          Aggregate.isSimple(aggregate)
              && columns.contains(ImmutableBitSet.range(aggregate.getGroupCount()));
      case Join join -> unique(join, columns);
      case SetOp set -> !set.all && columns.cardinality() == set.getRowType().getFieldCount();
      default -> false;
    };
  }

  private static boolean unique(Project project, ImmutableBitSet columns) {
    ImmutableBitSet.Builder below = ImmutableBitSet.builder();
    for (int column : columns) {
      RexNode expr = project.getProjects().get(column);
      if (expr instanceof RexInputRef ref) {
        below.set(ref.getIndex());
      }
    }
    return unique(project.getInput(), below.build());
  }

  private static boolean unique(Join join, ImmutableBitSet columns) {
    JoinRelType type = join.getJoinType();
    int leftSize = join.getLeft().getRowType().getFieldCount();
    ImmutableBitSet left = columns.intersect(ImmutableBitSet.range(leftSize));
    boolean leftUnique = unique(join.getLeft(), left);
    if (!type.projectsRight()) {
      return leftUnique;
    }
    ImmutableBitSet right = columns.except(left).shift(-leftSize);
    boolean rightUnique = unique(join.getRight(), right);
    if (type == JoinRelType.FULL) {
      return false;
    }
    if (leftUnique && rightUnique) {
      return true;
    }
    // Rows of one side that meet at most one row of the other stay as different as they were.
    JoinInfo keys = join.analyzeCondition();
    return leftUnique && !type.generatesNullsOnLeft() && unique(join.getRight(), keys.rightSet())
        || rightUnique && !type.generatesNullsOnRight() && unique(join.getLeft(), keys.leftSet());
  }
}
