package io.sheaf.sql.statistics;

import com.google.common.collect.Multimap;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.rel.RelDistribution;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelColumnOrigin;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexTableInputRef.RelTableRef;
import org.apache.calcite.sql.SqlExplainLevel;
import org.apache.calcite.util.ArrowSet;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * The questions that planning hardly ever asks. Calcite answers them by handlers that are classes
 * made at run time, dozens of them: here they are made when the first such question is asked and
 * not, as Calcite does, before. For one thread.
 */
abstract class RareMetadata extends RelMetadataQuery {
  private static final MetadataHandlerProvider NONE =
      new MetadataHandlerProvider() {
        @Override
        public <H extends MetadataHandler<?>> H handler(Class<H> kind) {
          return null;
        }
      };

  private RelMetadataQuery handlers;

  RareMetadata() {
    super(NONE);
  }

  private RelMetadataQuery handlers() {
    if (handlers == null) {
      handlers = new HandlerMetadata(this);
    }
    return handlers;
  }

  @Override
  public Multimap<Class<? extends RelNode>, RelNode> getNodeTypes(RelNode rel) {
    return handlers().getNodeTypes(rel);
  }

  @Override
  public Double getMinRowCount(RelNode rel) {
    return handlers().getMinRowCount(rel);
  }

  @Override
  public RelOptCost getNonCumulativeCost(RelNode rel) {
    return handlers().getNonCumulativeCost(rel);
  }

  @Override
  public Double getPercentageOriginalRows(RelNode rel) {
    return handlers().getPercentageOriginalRows(rel);
  }

  @Override
  public Set<RelColumnOrigin> getColumnOrigins(RelNode rel, int column) {
    return handlers().getColumnOrigins(rel, column);
  }

  @Override
  public Set<RexNode> getExpressionLineage(RelNode rel, RexNode expression) {
    return handlers().getExpressionLineage(rel, expression);
  }

  @Override
  public Set<RelTableRef> getTableReferences(RelNode rel) {
    return handlers().getTableReferences(rel);
  }

  @Override
  public Set<ImmutableBitSet> getUniqueKeys(RelNode rel, boolean ignoreNulls) {
    return handlers().getUniqueKeys(rel, ignoreNulls);
  }

  @Override
  public RelDistribution distribution(RelNode rel) {
    return handlers().distribution(rel);
  }

  @Override
  public Double getPopulationSize(RelNode rel, ImmutableBitSet groupKey) {
    return handlers().getPopulationSize(rel, groupKey);
  }

  @Override
  public Double getAverageRowSize(RelNode rel) {
    return handlers().getAverageRowSize(rel);
  }

  @Override
  public List<Double> getAverageColumnSizes(RelNode rel) {
    return handlers().getAverageColumnSizes(rel);
  }

  @Override
  public Boolean isPhaseTransition(RelNode rel) {
    return handlers().isPhaseTransition(rel);
  }

  @Override
  public Integer splitCount(RelNode rel) {
    return handlers().splitCount(rel);
  }

  @Override
  public Double memory(RelNode rel) {
    return handlers().memory(rel);
  }

  @Override
  public Double cumulativeMemoryWithinPhase(RelNode rel) {
    return handlers().cumulativeMemoryWithinPhase(rel);
  }

  @Override
  public Double cumulativeMemoryWithinPhaseSplit(RelNode rel) {
    return handlers().cumulativeMemoryWithinPhaseSplit(rel);
  }

  @Override
  public Boolean isMeasure(RelNode rel, int column) {
    return handlers().isMeasure(rel, column);
  }

  @Override
  public RexNode expand(RelNode rel, int column, BuiltInMetadata.Measure.Context context) {
    return handlers().expand(rel, column, context);
  }

  @Override
  public RelOptPredicateList getAllPredicates(RelNode rel) {
    return handlers().getAllPredicates(rel);
  }

  @Override
  public Boolean isVisibleInExplain(RelNode rel, SqlExplainLevel level) {
    return handlers().isVisibleInExplain(rel, level);
  }

  @Override
  public RelDistribution getDistribution(RelNode rel) {
    return handlers().getDistribution(rel);
  }

  @Override
  public RelOptCost getLowerBoundCost(RelNode rel, VolcanoPlanner planner) {
    return handlers().getLowerBoundCost(rel, planner);
  }

  @Override
  public Boolean determines(RelNode rel, int determinant, int dependent) {
    return handlers().determines(rel, determinant, dependent);
  }

  @Override
  public Boolean determinesSet(
      RelNode rel, ImmutableBitSet determinants, ImmutableBitSet dependents) {
    return handlers().determinesSet(rel, determinants, dependents);
  }

  @Override
  public ImmutableBitSet dependents(RelNode rel, ImmutableBitSet ordinals) {
    return handlers().dependents(rel, ordinals);
  }

  @Override
  public Set<ImmutableBitSet> determinants(RelNode rel, ImmutableBitSet ordinals) {
    return handlers().determinants(rel, ordinals);
  }

  @Override
  public ArrowSet getFDs(RelNode rel) {
    return handlers().getFDs(rel);
  }

  @Override
  public ImmutableBitSet getInputFieldsUsed(RelNode rel) {
    return handlers().getInputFieldsUsed(rel);
  }
}
