package io.sheaf.sql.optimize;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * From (a.x = 1 AND b.y = 2) OR (a.x = 3 AND b.y = 4) follows a.x = 1 OR a.x = 3: a filter for one
 * input of the joins below, beside the whole condition above them.
 */
final class Disjunctions implements Phase {
  private boolean changed;

  /** Whether the last tree gained a filter. */
  boolean changed() {
    return changed;
  }

  @Override
  public RelNode apply(RelNode tree) {
    changed = false;
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            return expand(super.visit(node));
          }
        });
  }

  private RelNode expand(RelNode node) {
    if (node instanceof Join join && join.getJoinType() == JoinRelType.INNER) {
      List<RexNode> ors = disjunctions(join.getCondition());
      return ors.isEmpty() ? join : restrict(join, 0, ors);
    }
    if (node instanceof Filter filter && filter.getInput() instanceof Join join) {
      List<RexNode> ors = disjunctions(filter.getCondition());
      if (!ors.isEmpty()) {
        RelNode input = restrict(join, 0, ors);
        return input == join ? filter : filter.copy(filter.getTraitSet(), List.of(input));
      }
    }
    return node;
  }

  private static List<RexNode> disjunctions(RexNode condition) {
    return RelOptUtil.conjunctions(condition).stream()
        .filter(part -> part.getKind() == SqlKind.OR)
        .toList();
  }

  /**
   * Puts filters on the leaves of a tree of joins, wherever a filter from above could have gone.
   */
  private RelNode restrict(RelNode node, int offset, List<RexNode> ors) {
    if (node instanceof Join join && join.getJoinType() != JoinRelType.FULL) {
      JoinRelType type = join.getJoinType();
      int left = join.getLeft().getRowType().getFieldCount();
      RelNode newLeft =
          type == JoinRelType.RIGHT ? join.getLeft() : restrict(join.getLeft(), offset, ors);
      RelNode newRight =
          type == JoinRelType.INNER || type == JoinRelType.RIGHT
              ? restrict(join.getRight(), offset + left, ors)
              : join.getRight();
      return newLeft == join.getLeft() && newRight == join.getRight()
          ? join
          : join.copy(join.getTraitSet(), List.of(newLeft, newRight));
    }
    if (node instanceof Filter filter && filter.getInput() instanceof Join) {
      RelNode input = restrict(filter.getInput(), offset, ors);
      return input == filter.getInput()
          ? filter
          : filter.copy(filter.getTraitSet(), List.of(input));
    }
    return leaf(node, offset, ors);
  }

  private RelNode leaf(RelNode node, int offset, List<RexNode> ors) {
    RexBuilder expressions = node.getCluster().getRexBuilder();
    int end = offset + node.getRowType().getFieldCount();
    ImmutableBitSet columns = ImmutableBitSet.range(offset, end);
    List<RexNode> implied = new ArrayList<>();
    for (RexNode or : ors) {
      RexNode part = implied(or, columns, expressions);
      if (part != null) {
        implied.add(RexUtil.shift(part, -offset));
      }
    }
    if (implied.isEmpty()) {
      return node;
    }
    changed = true;
    return LogicalFilter.create(node, RexUtil.composeConjunction(expressions, implied));
  }

  /**
   * What the disjunction says of these columns alone; null when one of its branches says nothing.
   */
  private static RexNode implied(RexNode or, ImmutableBitSet columns, RexBuilder expressions) {
    List<RexNode> branches = new ArrayList<>();
    for (RexNode branch : RelOptUtil.disjunctions(or)) {
      List<RexNode> parts = new ArrayList<>();
      for (RexNode part : RelOptUtil.conjunctions(branch)) {
        ImmutableBitSet used = RelOptUtil.InputFinder.bits(part);
        if (!used.isEmpty() && columns.contains(used)) {
          parts.add(part);
        }
      }
      if (parts.isEmpty()) {
        return null;
      }
      branches.add(RexUtil.composeConjunction(expressions, parts));
    }
    return RexUtil.composeDisjunction(expressions, branches);
  }
}
