package io.sheaf.sql.statistics;

import io.sheaf.sql.validate.CatalogTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.mapping.IntPair;

/** How many rows a node returns. */
final class RowEstimates {
  private static final double RESIDUAL = 0.5;
  private static final double COMPLEX_RESIDUAL = 0.3;
  private static final double SMALLEST_ANTI = 0.1;
  private final SheafMetadata metadata;
  private final ColumnEstimates columns;
  private final SelectivityEstimates selectivities;

  RowEstimates(
      SheafMetadata metadata, ColumnEstimates columns, SelectivityEstimates selectivities) {
    this.metadata = metadata;
    this.columns = columns;
    this.selectivities = selectivities;
  }

  double of(RelNode node) {
    return switch (node) {
      case TableScan scan -> {
        CatalogTable table = scan.getTable().unwrap(CatalogTable.class);
        yield table == null ? scan.getTable().getRowCount() : table.statistics().rows();
      }
      case Values values -> values.getTuples().size();
      case Filter filter ->
          rows(filter.getInput())
              * selectivities.of(filter.getInput().stripped(), filter.getCondition());
      case Join join -> join(join);
      case Aggregate aggregate -> aggregate(aggregate);
      case Sort sort -> sort(sort);
      case SetOp set -> set(set);
      default -> {
        double rows = 1;
        for (RelNode input : node.getInputs()) {
          rows *= rows(input);
        }
        yield rows;
      }
    };
  }

  private double rows(RelNode node) {
    return metadata.getRowCount(node);
  }

  private double aggregate(Aggregate aggregate) {
    double sum = 0;
    for (var keys : aggregate.getGroupSets()) {
      sum += columns.distinct(aggregate.getInput(), keys);
    }
    return sum;
  }

  private double sort(Sort sort) {
    double rows = rows(sort.getInput());
    if (sort.offset instanceof RexLiteral offset) {
      rows -= count(offset);
    }
    return sort.fetch instanceof RexLiteral fetch ? Math.min(rows, count(fetch)) : rows;
  }

  private static double count(RexLiteral literal) {
    return literal.getValueAs(BigDecimal.class).doubleValue();
  }

  private double set(SetOp set) {
    double first = rows(set.getInput(0));
    if (set instanceof Intersect) {
      return first / 2;
    }
    if (set instanceof Minus) {
      return first / 2;
    }
    double sum = 0;
    for (RelNode input : set.getInputs()) {
      sum += rows(input);
    }
    return set.all ? sum : sum * 0.7;
  }

  private double join(Join join) {
    double left = rows(join.getLeft());
    double right = rows(join.getRight());
    JoinInfo info = join.analyzeCondition();
    double matching = left * right * keys(join, info);
    for (RexNode residual : info.nonEquiConditions) {
      matching *= residual(residual);
    }
    return switch (join.getJoinType()) {
      case SEMI -> left * matchedShare(join, info);
      case ANTI -> left * Math.max(SMALLEST_ANTI, 1 - matchedShare(join, info));
      case LEFT_MARK -> left;
      case LEFT, LEFT_ASOF -> Math.max(left, matching);
      case RIGHT -> Math.max(right, matching);
      case FULL -> Math.max(left + right, matching);
      case INNER, ASOF -> matching;
    };
  }

  /** The most selective key counts in full, each further one by the root of the one before. */
  private double keys(Join join, JoinInfo info) {
    List<Double> shares = new ArrayList<>();
    for (IntPair pair : info.pairs()) {
      double left = columns.distinct(join.getLeft(), pair.source);
      double right = columns.distinct(join.getRight(), pair.target);
      shares.add(1 / Math.max(left, right));
    }
    Collections.sort(shares);
    double product = 1;
    double exponent = 1;
    for (double share : shares) {
      product *= Math.pow(share, exponent);
      exponent /= 2;
    }
    return product;
  }

  private static double residual(RexNode condition) {
    return condition.getKind() == SqlKind.OR || condition.getKind() == SqlKind.AND
        ? COMPLEX_RESIDUAL
        : RESIDUAL;
  }

  private double matchedShare(Join join, JoinInfo info) {
    double share = 1;
    if (!info.leftKeys.isEmpty()) {
      double left = columns.distinct(join.getLeft(), info.leftKeys.getInt(0));
      double right = columns.distinct(join.getRight(), info.rightKeys.getInt(0));
      share = Math.min(1, right / left);
    }
    for (int i = 0; i < info.nonEquiConditions.size(); i++) {
      share *= 0.9;
    }
    return share;
  }
}
