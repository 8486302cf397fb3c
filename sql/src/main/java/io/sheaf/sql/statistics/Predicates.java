package io.sheaf.sql.statistics;

import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.metadata.RelMdPredicates;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/** Conditions that hold for every row of a node, found by Calcite and asked for by plain calls. */
final class Predicates {
  private static final RelMdPredicates CALCITE = new RelMdPredicates();

  private final RelMetadataQuery metadata;
  private final Map<RelNode, RelOptPredicateList> known = new IdentityHashMap<>();

  Predicates(RelMetadataQuery metadata) {
    this.metadata = metadata;
  }

  RelOptPredicateList of(RelNode node) {
    RelOptPredicateList predicates = known.get(node);
    if (predicates == null) {
      try {
        predicates = find(node);
      } catch (AssertionError e) {
        // Calcite refuses conditions that compare with NULL; they hold for no row anyway.
        predicates = RelOptPredicateList.EMPTY;
      }
      known.put(node, predicates);
    }
    return predicates;
  }

  private RelOptPredicateList find(RelNode node) {
    return switch (node) {
      case Project project -> CALCITE.getPredicates(project, metadata);
      case Filter filter -> CALCITE.getPredicates(filter, metadata);
      case Join join ->
          join.getJoinType() == JoinRelType.LEFT_MARK
              ? metadata.getPulledUpPredicates(join.getLeft())
              : CALCITE.getPredicates(join, metadata);
      case Correlate correlate -> CALCITE.getPredicates(correlate, metadata);
      case Aggregate aggregate -> CALCITE.getPredicates(aggregate, metadata);
      case Sort sort -> CALCITE.getPredicates(sort, metadata);
      case Union union -> CALCITE.getPredicates(union, metadata);
      case Intersect intersect -> CALCITE.getPredicates(intersect, metadata);
      case Minus minus -> CALCITE.getPredicates(minus, metadata);
      case Values values -> CALCITE.getPredicates(values, metadata);
      default -> RelOptPredicateList.EMPTY;
    };
  }
}
