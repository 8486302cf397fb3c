package io.sheaf.sql.optimize;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * [NOT] EXISTS and [NOT] IN in a WHERE become semi and anti joins where all correlation sits in the
 * sub-query's own WHERE. Conditions that concern the sub-query alone stay below the join. NOT IN
 * only where neither side can be NULL; the rest is left to {@link Decorrelation}.
 */
final class SimpleSubQueries implements Phase {
  @Override
  public RelNode apply(RelNode tree) {
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            RelNode visited = super.visit(node);
            return visited instanceof Filter filter ? rewrite(filter) : visited;
          }
        });
  }

  private RelNode rewrite(Filter filter) {
    RelNode input = filter.getInput();
    List<RexNode> rest = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      boolean negated = conjunct.getKind() == SqlKind.NOT;
      RexNode inner = negated ? ((RexCall) conjunct).getOperands().getFirst() : conjunct;
      RelNode joined =
          inner instanceof RexSubQuery query ? join(filter, input, query, negated) : null;
      if (joined == null) {
        rest.add(conjunct);
      } else {
        input = joined;
      }
    }
    if (input == filter.getInput()) {
      return filter;
    }
    return rest.isEmpty()
        ? input
        : LogicalFilter.create(
            input,
            RexUtil.composeConjunction(filter.getCluster().getRexBuilder(), rest),
            ImmutableSet.copyOf(filter.getVariablesSet()));
  }

  /**
   * The sub-query cut into what it returns, what it correlates by and the rest; null when it cannot
   * be.
   */
  private record Parts(RelNode right, List<RexNode> projects, List<RexNode> correlated) {}

  private RelNode join(Filter filter, RelNode left, RexSubQuery query, boolean negated) {
    if (query.getKind() != SqlKind.EXISTS && query.getKind() != SqlKind.IN) {
      return null;
    }
    if (query.getOperands().stream().anyMatch(o -> RexUtil.SubQueryFinder.find(o) != null)) {
      return null;
    }
    Parts parts = parts(query);
    if (parts == null) {
      return null;
    }
    RexBuilder expressions = filter.getCluster().getRexBuilder();
    int offset = left.getRowType().getFieldCount();
    List<RexNode> conditions = new ArrayList<>();
    Set<CorrelationId> outer = filter.getVariablesSet();
    for (RexNode correlated : parts.correlated) {
      RexNode moved = correlated.accept(new Decorrelate(expressions, outer, offset));
      if (RexUtil.containsCorrelation(moved)) {
        return null;
      }
      conditions.add(moved);
    }
    for (int i = 0; i < query.getOperands().size(); i++) {
      RexNode operand = query.getOperands().get(i);
      RexNode value =
          parts.projects == null ? expressions.makeInputRef(parts.right, i) : parts.projects.get(i);
      if (RexUtil.containsCorrelation(value)
          || RexUtil.SubQueryFinder.find(value) != null
          || negated && (value.getType().isNullable() || operand.getType().isNullable())) {
        return null;
      }
      conditions.add(
          expressions.makeCall(SqlStdOperatorTable.EQUALS, operand, RexUtil.shift(value, offset)));
    }
    return LogicalJoin.create(
        left,
        apply(parts.right),
        List.of(),
        RexUtil.composeConjunction(expressions, conditions),
        Set.of(),
        negated ? JoinRelType.ANTI : JoinRelType.SEMI);
  }

  private static Parts parts(RexSubQuery query) {
    RelNode right = query.rel;
    if (RelOptUtil.getVariablesUsed(right).isEmpty()) {
      return query.getKind() == SqlKind.EXISTS ? null : new Parts(right, null, List.of());
    }
    if (query.getKind() == SqlKind.EXISTS
        && right instanceof Sort sort
        && sort.offset == null
        && (sort.fetch == null
            || sort.fetch instanceof RexLiteral fetch && RexLiteral.intValue(fetch) > 0)) {
      right = sort.getInput(); // as many rows as there are, or at least one of them
    }
    List<RexNode> projects = null;
    if (right instanceof Project project) {
      projects = project.getProjects();
      right = project.getInput();
    }
    if (!(right instanceof Filter where)) {
      return null;
    }
    List<RexNode> correlated = new ArrayList<>();
    List<RexNode> local = new ArrayList<>();
    for (RexNode condition : RelOptUtil.conjunctions(where.getCondition())) {
      if (RexUtil.containsCorrelation(condition)) {
        if (RexUtil.SubQueryFinder.find(condition) != null) {
          return null;
        }
        correlated.add(condition);
      } else {
        local.add(condition);
      }
    }
    right = where.getInput();
    if (!local.isEmpty()) {
      right =
          LogicalFilter.create(
              right,
              RexUtil.composeConjunction(where.getCluster().getRexBuilder(), local),
              ImmutableSet.copyOf(where.getVariablesSet()));
    }
    return RelOptUtil.getVariablesUsed(right).isEmpty()
        ? new Parts(right, projects, correlated)
        : null;
  }

  /** Outer columns become the join's left columns, the sub-query's own its right ones. */
  private static final class Decorrelate extends RexShuttle {
    private final RexBuilder expressions;
    private final Set<CorrelationId> outer;
    private final int offset;

    private Decorrelate(RexBuilder expressions, Set<CorrelationId> outer, int offset) {
      this.expressions = expressions;
      this.outer = outer;
      this.offset = offset;
    }

    @Override
    public RexNode visitInputRef(RexInputRef ref) {
      return expressions.makeInputRef(ref.getType(), ref.getIndex() + offset);
    }

    @Override
    public RexNode visitFieldAccess(RexFieldAccess access) {
      return access.getReferenceExpr() instanceof RexCorrelVariable variable
              && outer.contains(variable.id)
          ? expressions.makeInputRef(access.getType(), access.getField().getIndex())
          : super.visitFieldAccess(access);
    }
  }
}
