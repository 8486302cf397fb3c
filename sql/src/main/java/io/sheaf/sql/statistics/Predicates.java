package io.sheaf.sql.statistics;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.RelOptUtil;
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
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

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
        predicates = withoutNulls(find(node), node);
      } catch (AssertionError e) {
        predicates = RelOptPredicateList.EMPTY; // Calcite refuses conditions that compare with NULL
      }
      known.put(node, predicates);
    }
    return predicates;
  }

  /** Calcite asserts that no condition compares with NULL; one that does holds for no row. */
  private RelOptPredicateList ofFilter(Filter filter) {
    return RelOptUtil.conjunctions(filter.getCondition()).stream()
            .anyMatch(Predicates::comparesWithNull)
        ? of(filter.getInput())
        : CALCITE.getPredicates(filter, metadata);
  }

  /**
   * Leaves out comparisons with NULL, which hold for no row and which Calcite refuses to be told.
   */
  private static RelOptPredicateList withoutNulls(RelOptPredicateList found, RelNode node) {
    List<RexNode> wanted =
        found.pulledUpPredicates.stream().filter(p -> !comparesWithNull(p)).toList();
    return wanted.size() == found.pulledUpPredicates.size()
        ? found
        : RelOptPredicateList.of(node.getCluster().getRexBuilder(), wanted);
  }

  private static boolean comparesWithNull(RexNode predicate) {
    return predicate instanceof RexCall call
        && SqlKind.COMPARISON.contains(call.getKind())
        && call.getOperands().stream().anyMatch(RexUtil::isNull);
  }

  private RelOptPredicateList find(RelNode node) {
    return switch (node) {
      case Project project -> CALCITE.getPredicates(project, metadata);
      case Filter filter -> ofFilter(filter);
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
