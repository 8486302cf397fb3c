package io.sheaf.sql.statistics;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;

/** The share of a node's rows that a condition keeps, from 0 to 1. */
final class SelectivityEstimates {
  private static final double UNKNOWN = 0.25;
  private static final double RANGE = 0.33;
  private static final double SMALLEST_RANGE = 0.0005;
  private static final double EQUAL = 0.1;
  private static final double CONTAINS = 0.06;
  private static final double STARTS_WITH = 0.03;
  private final ColumnEstimates columns;

  SelectivityEstimates(ColumnEstimates columns) {
    this.columns = columns;
  }

  double of(RelNode rel, RexNode condition) {
    return switch (condition.getKind()) {
      case LITERAL -> condition.isAlwaysTrue() ? 1 : 0;
      case SEARCH ->
          of(rel, RexUtil.expandSearch(rel.getCluster().getRexBuilder(), null, condition));
      case AND -> conjunction(rel, RelOptUtil.conjunctions(condition));
      case OR -> {
        double none = 1;
        for (RexNode part : RelOptUtil.disjunctions(condition)) {
          none *= 1 - of(rel, part);
        }
        yield 1 - none;
      }
      case NOT -> 1 - of(rel, operand(condition, 0));
      case EQUALS, IS_NOT_DISTINCT_FROM ->
          equality(rel, operand(condition, 0), operand(condition, 1));
      case NOT_EQUALS, IS_DISTINCT_FROM ->
          1 - equality(rel, operand(condition, 0), operand(condition, 1));
      case IS_NULL -> nulls(rel, operand(condition, 0));
      case IS_NOT_NULL -> 1 - nulls(rel, operand(condition, 0));
      case LIKE -> like(condition);
      case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> {
        Range range = range(rel, condition);
        yield range == null ? RANGE : range.share;
      }
      default -> UNKNOWN;
    };
  }

  private static RexNode operand(RexNode call, int index) {
    return ((RexCall) call).getOperands().get(index);
  }

  /** Ranges on one column are cut with each other before they are multiplied with the rest. */
  private double conjunction(RelNode rel, List<RexNode> parts) {
    double share = 1;
    Map<Integer, double[]> ranges = new HashMap<>();
    for (RexNode part : parts) {
      Range range = range(rel, part);
      if (range == null) {
        share *= of(rel, part);
      } else {
        double[] sum = ranges.computeIfAbsent(range.column, c -> new double[2]);
        sum[0] += range.share;
        sum[1]++;
      }
    }
    for (double[] sum : ranges.values()) {
      share *= Math.max(sum[0] - (sum[1] - 1), SMALLEST_RANGE);
    }
    return share;
  }

  private double equality(RelNode rel, RexNode a, RexNode b) {
    double distinct = 0;
    for (RexNode side : List.of(a, b)) {
      if (plain(side) instanceof RexInputRef ref) {
        distinct = Math.max(distinct, columns.distinct(rel, ref.getIndex()));
      }
    }
    return distinct == 0 ? EQUAL : 1 / distinct;
  }

  private double nulls(RelNode rel, RexNode operand) {
    if (operand instanceof RexInputRef ref) {
      if (!ref.getType().isNullable()) {
        return 0;
      }
      ColumnEstimates.Column column = columns.column(rel, ref.getIndex());
      return column == null ? 0.05 : column.nulls();
    }
    return 0.05;
  }

  private static double like(RexNode condition) {
    return operand(condition, 1) instanceof RexLiteral pattern
            && !pattern.isNull()
            && !String.valueOf(pattern.getValueAs(String.class)).startsWith("%")
        ? STARTS_WITH
        : CONTAINS;
  }

  private record Range(int column, double share) {}

  private Range range(RelNode rel, RexNode condition) {
    SqlKind kind = condition.getKind();
    if (!SqlKind.COMPARISON.contains(kind)
        || kind == SqlKind.EQUALS
        || kind == SqlKind.NOT_EQUALS
        || kind == SqlKind.IS_DISTINCT_FROM
        || kind == SqlKind.IS_NOT_DISTINCT_FROM) {
      return null;
    }
    RexNode a = plain(operand(condition, 0));
    RexNode b = plain(operand(condition, 1));
    if (b instanceof RexInputRef && !(a instanceof RexInputRef)) {
      RexNode swap = a;
      a = b;
      b = swap;
      kind = kind.reverse();
    }
    if (!(a instanceof RexInputRef ref)) {
      return null;
    }
    ColumnEstimates.Column column = columns.column(rel, ref.getIndex());
    double bound = number(b);
    if (column == null || Double.isNaN(bound) || !(column.high() > column.low())) {
      return null;
    }
    double below = Math.clamp((bound - column.low()) / (column.high() - column.low()), 0, 1);
    boolean less = kind == SqlKind.LESS_THAN || kind == SqlKind.LESS_THAN_OR_EQUAL;
    return new Range(ref.getIndex(), (less ? below : 1 - below) * (1 - column.nulls()));
  }

  private static RexNode plain(RexNode node) {
    RexNode inner = node;
    while (inner instanceof RexCall call && call.getKind() == SqlKind.CAST) {
      inner = call.getOperands().getFirst();
    }
    return inner;
  }

  private static double number(RexNode node) {
    if (!(node instanceof RexLiteral literal) || literal.isNull()) {
      return Double.NaN;
    }
    return switch (literal.getValueAs(Comparable.class)) {
      case BigDecimal value -> value.doubleValue();
      case Double value -> value;
      case DateString value -> value.getDaysSinceEpoch();
      case TimestampString value -> value.getMillisSinceEpoch() * 1000.0;
      default -> Double.NaN;
    };
  }
}
