package io.sheaf.sql.statistics;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/** Answers by Calcite's handlers; what they ask in turn goes back to whom they serve. */
final class HandlerMetadata extends RelMetadataQuery {
  private static final Handlers HANDLERS = new Handlers();

  /** Makes each handler once. */
  private static final class Handlers extends ProxyingMetadataHandlerProvider {
    private final Map<Class<?>, MetadataHandler<?>> made = new ConcurrentHashMap<>();

    Handlers() {
      super(DefaultRelMetadataProvider.INSTANCE);
    }

    @Override
    public <H extends MetadataHandler<?>> H handler(Class<H> kind) {
      return kind.cast(made.computeIfAbsent(kind, k -> super.handler(kind)));
    }
  }

  private final RelMetadataQuery front;

  HandlerMetadata(RelMetadataQuery front) {
    super(HANDLERS);
    this.front = front;
  }

  @Override
  public Double getRowCount(RelNode rel) {
    return front.getRowCount(rel);
  }

  @Override
  public Double getMaxRowCount(RelNode rel) {
    return front.getMaxRowCount(rel);
  }

  @Override
  public Double getSelectivity(RelNode rel, RexNode predicate) {
    return front.getSelectivity(rel, predicate);
  }

  @Override
  public Double getDistinctRowCount(RelNode rel, ImmutableBitSet keys, RexNode predicate) {
    return front.getDistinctRowCount(rel, keys, predicate);
  }

  @Override
  public Boolean areColumnsUnique(RelNode rel, ImmutableBitSet columns, boolean ignoreNulls) {
    return front.areColumnsUnique(rel, columns, ignoreNulls);
  }

  @Override
  public RelOptPredicateList getPulledUpPredicates(RelNode rel) {
    return front.getPulledUpPredicates(rel);
  }

  @Override
  public ImmutableList<RelCollation> collations(RelNode rel) {
    return front.collations(rel);
  }

  @Override
  public RelOptCost getCumulativeCost(RelNode rel) {
    return front.getCumulativeCost(rel);
  }
}
