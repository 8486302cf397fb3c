package io.sheaf.sql.statistics;

import com.google.common.collect.ImmutableList;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptCostImpl;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * The optimiser's questions, answered by plain calls, those about sizes from Sheaf's statistics.
 * Lives until the tree changes; for one thread.
 */
public class SheafMetadata extends RareMetadata {
  /** Costs of a row that probes, of one that is built into a table, of one that comes out. */
  private static final double PROBE = 1;

  private static final double BUILD = 2.5;
  private static final double OUTPUT = 1;

  private final Map<RelNode, Double> rows = new IdentityHashMap<>();
  private final Map<RelNode, Double> costs = new IdentityHashMap<>();
  private final ColumnEstimates columns = new ColumnEstimates(this);
  private final SelectivityEstimates selectivities = new SelectivityEstimates(columns);
  private final Predicates predicates = new Predicates(this);
  private final RowEstimates rowEstimates = new RowEstimates(this, columns, selectivities);

  ColumnEstimates columns() {
    return columns;
  }

  @Override
  public Double getRowCount(RelNode rel) {
    RelNode node = rel.stripped();
    Double known = rows.get(node);
    if (known == null) {
      known = Math.max(1, rowEstimates.of(node));
      rows.put(node, known);
    }
    return known;
  }

  @Override
  public Double getSelectivity(RelNode rel, RexNode predicate) {
    return predicate == null ? 1 : selectivities.of(rel.stripped(), predicate);
  }

  @Override
  public Double getDistinctRowCount(RelNode rel, ImmutableBitSet keys, RexNode predicate) {
    double distinct = columns.distinct(rel.stripped(), keys);
    return predicate == null ? distinct : Math.max(1, distinct * getSelectivity(rel, predicate));
  }

  @Override
  public Double getMaxRowCount(RelNode rel) {
    return Uniqueness.mostRows(rel);
  }

  @Override
  public Boolean areColumnsUnique(RelNode rel, ImmutableBitSet columns, boolean ignoreNulls) {
    return Uniqueness.unique(rel, columns);
  }

  @Override
  public RelOptPredicateList getPulledUpPredicates(RelNode rel) {
    return predicates.of(rel.stripped());
  }

  /** Trees do not say how rows are sorted, but where they sort them. */
  @Override
  public ImmutableList<RelCollation> collations(RelNode rel) {
    return ImmutableList.of();
  }

  @Override
  public RelOptCost getCumulativeCost(RelNode rel) {
    return RelOptCostImpl.FACTORY.makeCost(cost(rel.stripped()), 0, 0);
  }

  /** The work of the joins below a node. */
  private double cost(RelNode node) {
    Double known = costs.get(node);
    if (known != null) {
      return known;
    }
    double cost = 0;
    for (RelNode input : node.getInputs()) {
      cost += cost(input.stripped());
    }
    if (node instanceof Join join) {
      double left = getRowCount(join.getLeft());
      double right = getRowCount(join.getRight());
      double out = getRowCount(join);
      boolean keys = !join.analyzeCondition().leftKeys.isEmpty();
      cost += keys ? PROBE * left + BUILD * right : left * right;
      cost += OUTPUT * out;
    }
    costs.put(node, cost);
    return cost;
  }
}
