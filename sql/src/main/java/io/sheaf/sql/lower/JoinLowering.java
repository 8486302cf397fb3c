package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Expr;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Joins: equalities become keys of a hash join, the rest its residual; the smaller side is built.
 */
final class JoinLowering {
  /** Of slots and chains, a row. */
  private static final double TABLE_BYTES = 24;

  private final Lowering lowering;
  private final Estimates estimates;

  JoinLowering(Lowering lowering, Estimates estimates) {
    this.lowering = lowering;
    this.estimates = estimates;
  }

  PhysicalPlan lower(Join join) {
    PhysicalPlan left = lowering.lower(join.getLeft());
    PhysicalPlan right = lowering.lower(join.getRight());
    Condition condition = Condition.of(join, lowering, left.schema(), right.schema());
    return switch (join.getJoinType()) {
      case INNER -> join(join, JoinKind.INNER, left, right, condition);
      case LEFT -> join(join, JoinKind.LEFT, left, right, condition);
      case RIGHT -> join(join, JoinKind.RIGHT, left, right, condition);
      case FULL -> join(join, JoinKind.FULL, left, right, condition);
      case SEMI -> join(join, JoinKind.SEMI, left, right, condition);
      case ANTI -> join(join, JoinKind.ANTI, left, right, condition);
      case LEFT_MARK -> MarkLowering.lower(lowering, left, right, condition);
      case ASOF, LEFT_ASOF -> throw ExprLowering.unsupported("ASOF joins are");
    };
  }

  /**
   * An equality of an expression over the left input and one over the right (both from column 0).
   */
  record Key(Expr left, Expr right, boolean nullEqual, boolean nullable) {}

  /** A join condition in parts; the residual parts read left columns, then right ones. */
  record Condition(List<Key> keys, List<Expr> residual, boolean residualNullable) {

    static Condition of(Join join, Lowering lowering, Schema left, Schema right) {
      RexBuilder expressions = join.getCluster().getRexBuilder();
      ExprLowering both = lowering.expressions(join, left.concat(right));
      List<Key> keys = new ArrayList<>();
      List<Expr> residual = new ArrayList<>();
      boolean residualNullable = false;
      for (RexNode part : RelOptUtil.conjunctions(join.getCondition())) {
        RexNode conjunct =
            part instanceof RexCall call
                ? RelOptUtil.collapseExpandedIsNotDistinctFromExpr(call, expressions)
                : part;
        Key key = key(conjunct, both, left.size());
        if (key != null) {
          keys.add(key);
        } else {
          residual.add(both.lower(conjunct));
          residualNullable |= conjunct.getType().isNullable();
        }
      }
      return new Condition(keys, residual, residualNullable);
    }

    private static Key key(RexNode conjunct, ExprLowering both, int leftSize) {
      boolean nullEqual = conjunct.getKind() == SqlKind.IS_NOT_DISTINCT_FROM;
      if (!nullEqual && conjunct.getKind() != SqlKind.EQUALS) {
        return null;
      }
      RexNode a = ((RexCall) conjunct).getOperands().get(0);
      RexNode b = ((RexCall) conjunct).getOperands().get(1);
      int sideOfA = side(a, leftSize);
      int sideOfB = side(b, leftSize);
      if (sideOfA * sideOfB != -1) {
        return null;
      }
      Conversions.Pair pair =
          Conversions.unify(both.lower(sideOfA < 0 ? a : b), both.lower(sideOfA < 0 ? b : a));
      // Where one side has no NULL, NULLs match nothing either way.
      boolean nullsMeet = nullEqual && a.getType().isNullable() && b.getType().isNullable();
      return new Key(
          pair.left(),
          Refs.shift(pair.right(), -leftSize),
          nullsMeet,
          !nullEqual && conjunct.getType().isNullable());
    }

    /** -1 for an expression over left columns, 1 for right, 0 for neither or both. */
    private static int side(RexNode node, int leftSize) {
      ImmutableBitSet columns = RelOptUtil.InputFinder.bits(node);
      if (columns.isEmpty()) {
        return 0;
      }
      return columns.length() <= leftSize ? -1 : columns.nextSetBit(0) >= leftSize ? 1 : 0;
    }

    Expr all(int leftSize) {
      List<Expr> parts = new ArrayList<>();
      for (Key key : keys) {
        parts.add(
            ExprLowering.compare(
                key.nullEqual
                    ? io.sheaf.plan.ScalarFunction.IS_NOT_DISTINCT_FROM
                    : io.sheaf.plan.ScalarFunction.EQUAL,
                key.left,
                Refs.shift(key.right, leftSize)));
      }
      parts.addAll(residual);
      return parts.isEmpty() ? null : Expr.and(parts);
    }
  }

  private PhysicalPlan join(
      Join join, JoinKind kind, PhysicalPlan left, PhysicalPlan right, Condition condition) {
    boolean swap = bytes(kind, right) > bytes(kind, left);
    Schema schema = PhysicalPlan.joinSchema(kind, left.schema(), right.schema());
    Estimate estimate = estimates.of(join, schema);
    if (!swap || condition.keys.isEmpty() && kind != JoinKind.INNER) {
      return build(kind, left, right, condition, estimate);
    }
    JoinKind mirrored =
        switch (kind) {
          case LEFT -> JoinKind.RIGHT;
          case RIGHT -> JoinKind.LEFT;
          case SEMI -> JoinKind.RIGHT_SEMI;
          case ANTI -> JoinKind.RIGHT_ANTI;
          case INNER, FULL, MARK, RIGHT_SEMI, RIGHT_ANTI -> kind;
        };
    PhysicalPlan mirror =
        build(mirrored, right, left, mirror(condition, left.schema(), right.schema()), estimate);
    if (!mirrored.emitsLeft()) {
      return mirror;
    }
    int rightSize = right.schema().size();
    List<Expr> exprs = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      int from = i < left.schema().size() ? rightSize + i : i - left.schema().size();
      exprs.add(new Expr.InputRef(from, mirror.schema().type(from)));
    }
    return Lowering.project(mirror, exprs, schema);
  }

  /**
   * What building on an input takes: the columns that the join gets, which may be fewer than the
   * estimate of a node below had. Where one side is there for its keys alone, the table over them
   * is what counts.
   */
  private static double bytes(JoinKind kind, PhysicalPlan input) {
    double table = kind == JoinKind.SEMI || kind == JoinKind.ANTI ? TABLE_BYTES : 0;
    return input.estimate().rows() * (Estimates.width(input.schema()) + table);
  }

  private static Condition mirror(Condition condition, Schema left, Schema right) {
    List<Key> keys = new ArrayList<>();
    for (Key key : condition.keys) {
      keys.add(new Key(key.right, key.left, key.nullEqual, key.nullable));
    }
    List<Expr> residual = new ArrayList<>();
    for (Expr part : condition.residual) {
      residual.add(Refs.map(part, i -> i < left.size() ? i + right.size() : i - left.size()));
    }
    return new Condition(keys, residual, condition.residualNullable);
  }

  private static PhysicalPlan build(
      JoinKind kind,
      PhysicalPlan left,
      PhysicalPlan right,
      Condition condition,
      Estimate estimate) {
    Schema schema = PhysicalPlan.joinSchema(kind, left.schema(), right.schema());
    if (condition.keys.isEmpty()) {
      return new PhysicalPlan.NestedLoopJoin(
          kind, left, right, condition.all(left.schema().size()), schema, estimate);
    }
    return hash(kind, left, right, condition, false, estimate);
  }

  /** A hash join; keys that are not columns are computed below and dropped above. */
  static PhysicalPlan hash(
      JoinKind kind,
      PhysicalPlan left,
      PhysicalPlan right,
      Condition condition,
      boolean nullAware,
      Estimate estimate) {
    Side a = Side.of(left, condition.keys.stream().map(Key::left).toList());
    Side b = Side.of(right, condition.keys.stream().map(Key::right).toList());
    int added = a.plan.schema().size() - left.schema().size();
    int leftSize = left.schema().size();
    Expr residual =
        condition.residual.isEmpty()
            ? null
            : Refs.map(Expr.and(condition.residual), i -> i < leftSize ? i : i + added);
    Schema wide = PhysicalPlan.joinSchema(kind, a.plan.schema(), b.plan.schema());
    PhysicalPlan.HashJoin join =
        new PhysicalPlan.HashJoin(
            kind,
            a.plan,
            b.plan,
            new PhysicalPlan.Keys(
                a.columns, b.columns, condition.keys.stream().map(Key::nullEqual).toList()),
            residual,
            nullAware,
            wide,
            estimate);
    Schema wanted = PhysicalPlan.joinSchema(kind, left.schema(), right.schema());
    if (wide.size() == wanted.size()) {
      return join;
    }
    List<Expr> exprs = new ArrayList<>();
    int emittedLeft = kind.emitsLeft() ? leftSize : 0;
    int skipped = kind.emitsLeft() ? added : 0;
    for (int i = 0; i < wanted.size(); i++) {
      boolean mark = kind == JoinKind.MARK && i == wanted.size() - 1;
      int from = mark ? wide.size() - 1 : i < emittedLeft ? i : i + skipped;
      exprs.add(new Expr.InputRef(from, wide.type(from)));
    }
    return new PhysicalPlan.Project(join, exprs, wanted);
  }

  /** An input with all its keys as columns. */
  private record Side(PhysicalPlan plan, List<Integer> columns) {
    static Side of(PhysicalPlan plan, List<Expr> keys) {
      List<Expr> exprs = new ArrayList<>();
      List<Field> fields = new ArrayList<>(plan.schema().fields());
      for (int i = 0; i < fields.size(); i++) {
        exprs.add(new Expr.InputRef(i, fields.get(i).type()));
      }
      List<Integer> columns = new ArrayList<>();
      for (Expr key : keys) {
        if (key instanceof Expr.InputRef ref) {
          columns.add(ref.index());
        } else {
          columns.add(fields.size());
          exprs.add(key);
          DataType type = key.type();
          fields.add(new Field("key" + columns.size(), type, true));
        }
      }
      return fields.size() == plan.schema().size()
          ? new Side(plan, columns)
          : new Side(new PhysicalPlan.Project(plan, exprs, new Schema(fields)), columns);
    }
  }
}
