package io.sheaf.sql.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.rules.SemiJoinFilterTransposeRule;
import org.apache.calcite.rel.rules.SemiJoinJoinTransposeRule;
import org.apache.calcite.rel.rules.SemiJoinProjectTransposeRule;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Groups that a join will drop are not computed: where an aggregation by a key is joined by that
 * key with few rows, a semi join with these rows goes below the aggregation. Correlated averages
 * and the like come out of {@link Decorrelation} in this form.
 */
final class AggregateReduction implements Phase {
  /** The share of groups that must be left for it to pay. */
  private static final double KEPT_GROUPS = 0.3;

  /** The most that computing the few rows once more may cost, as a share of what is aggregated. */
  private static final double REPEATED_WORK = 0.5;

  /** Loaded only where an aggregation is reduced. */
  private static final class Steps {
    static final Phase PUSH_SEMI_JOINS =
        Rules.of(
            intoJoins(),
            SemiJoinProjectTransposeRule.Config.DEFAULT.toRule(),
            SemiJoinFilterTransposeRule.Config.DEFAULT.toRule());

    /** The rule itself takes the columns of both sides for those of any join but a semi join. */
    private static RelOptRule intoJoins() {
      return SemiJoinJoinTransposeRule.Config.DEFAULT
          .withOperandSupplier(
              semi ->
                  semi.operand(LogicalJoin.class)
                      .predicate(Join::isSemiJoin)
                      .inputs(
                          join ->
                              join.operand(Join.class)
                                  .predicate(j -> j.getJoinType().projectsRight())
                                  .anyInputs()))
          .as(SemiJoinJoinTransposeRule.Config.class)
          .toRule();
    }
  }

  private boolean changed;

  @Override
  public RelNode apply(RelNode tree) {
    changed = false;
    RelNode reduced =
        tree.accept(
            new RelHomogeneousShuttle() {
              @Override
              public RelNode visit(RelNode node) {
                return reduce(super.visit(node));
              }
            });
    return changed ? reduced : tree;
  }

  private RelNode reduce(RelNode node) {
    if (!(node instanceof Join join)) {
      return node;
    }
    JoinRelType type = join.getJoinType();
    boolean inner = type == JoinRelType.INNER || type == JoinRelType.SEMI;
    RelNode left = join.getLeft();
    RelNode right = join.getRight();
    if (inner || type == JoinRelType.LEFT) {
      right = side(join, right, left, true);
    }
    if (right == join.getRight() && (inner || type == JoinRelType.RIGHT)) {
      left = side(join, left, right, false);
    }
    return left == join.getLeft() && right == join.getRight()
        ? join
        : join.copy(join.getTraitSet(), List.of(left, right));
  }

  /** A column of the aggregation's input that must equal a column of the other side. */
  private record Key(int column, int other, SqlKind kind) {}

  private RelNode side(Join join, RelNode side, RelNode other, boolean sideIsRight) {
    Project project = side instanceof Project p ? p : null;
    if (!((project == null ? side : project.getInput()) instanceof Aggregate aggregate)
        || aggregate.getGroupSets().size() != 1) {
      return side;
    }
    List<Key> keys = keys(join, project, aggregate, sideIsRight);
    if (keys.isEmpty() || !repeatable(other) || !pays(aggregate, other, keys)) {
      return side;
    }
    changed = true;
    RelNode input = Steps.PUSH_SEMI_JOINS.apply(semiJoin(aggregate.getInput(), other, keys));
    RelNode reduced = aggregate.copy(aggregate.getTraitSet(), List.of(input));
    return project == null ? reduced : project.copy(project.getTraitSet(), List.of(reduced));
  }

  private static List<Key> keys(
      Join join, Project project, Aggregate aggregate, boolean sideIsRight) {
    int leftSize = join.getLeft().getRowType().getFieldCount();
    List<Key> keys = new ArrayList<>();
    for (RexNode part : RelOptUtil.conjunctions(join.getCondition())) {
      if ((part.getKind() != SqlKind.EQUALS && part.getKind() != SqlKind.IS_NOT_DISTINCT_FROM)
          || !(part instanceof RexCall call)
          || !(call.getOperands().get(0) instanceof RexInputRef a)
          || !(call.getOperands().get(1) instanceof RexInputRef b)
          || (a.getIndex() < leftSize) == (b.getIndex() < leftSize)) {
        continue;
      }
      int low = Math.min(a.getIndex(), b.getIndex());
      int high = Math.max(a.getIndex(), b.getIndex()) - leftSize;
      int column = sideIsRight ? high : low;
      if (project != null) {
        column = project.getProjects().get(column) instanceof RexInputRef ref ? ref.getIndex() : -1;
      }
      if (column >= 0 && column < aggregate.getGroupCount()) {
        int grouped = aggregate.getGroupSet().nth(column);
        keys.add(new Key(grouped, sideIsRight ? low : high, part.getKind()));
      }
    }
    return keys;
  }

  /**
   * Whether computing the rows once more gives the same rows, however they are spread over threads:
   * a LIMIT may take others, ANY_VALUE another value, a window another order of equal rows.
   */
  private static boolean repeatable(RelNode tree) {
    boolean self =
        switch (tree) {
          case Sort sort -> sort.fetch == null && sort.offset == null;
          case Aggregate aggregate ->
              aggregate.getAggCallList().stream()
                  .noneMatch(call -> call.getAggregation().getKind() == SqlKind.ANY_VALUE);
          case Window window -> false;
          case Project project -> !project.containsOver();
          default -> true;
        };
    return self && tree.getInputs().stream().allMatch(AggregateReduction::repeatable);
  }

  private static boolean pays(Aggregate aggregate, RelNode other, List<Key> keys) {
    RelMetadataQuery metadata = aggregate.getCluster().getMetadataQuery();
    ImmutableBitSet columns = ImmutableBitSet.of(keys.stream().map(Key::column).toList());
    ImmutableBitSet others = ImmutableBitSet.of(keys.stream().map(Key::other).toList());
    double groups = metadata.getDistinctRowCount(aggregate.getInput(), columns, null);
    double kept = metadata.getDistinctRowCount(other, others, null);
    return kept < KEPT_GROUPS * groups
        && scanned(other) <= REPEATED_WORK * scanned(aggregate.getInput());
  }

  private static double scanned(RelNode tree) {
    if (tree instanceof TableScan) {
      return tree.getCluster().getMetadataQuery().getRowCount(tree);
    }
    double rows = 0;
    for (RelNode input : tree.getInputs()) {
      rows += scanned(input);
    }
    return rows;
  }

  private static RelNode semiJoin(RelNode input, RelNode other, List<Key> keys) {
    RexBuilder expressions = input.getCluster().getRexBuilder();
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(input.getCluster(), null);
    RelNode wanted =
        builder.push(other).project(builder.fields(keys.stream().map(Key::other).toList())).build();
    int offset = input.getRowType().getFieldCount();
    List<RexNode> conditions = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      conditions.add(
          expressions.makeCall(
              RelOptUtil.op(keys.get(i).kind, null),
              expressions.makeInputRef(input, keys.get(i).column),
              RexUtil.shift(expressions.makeInputRef(wanted, i), offset)));
    }
    return LogicalJoin.create(
        input,
        wanted,
        List.of(),
        RexUtil.composeConjunction(expressions, conditions),
        Set.of(),
        JoinRelType.SEMI);
  }
}
