package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Expr;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.ScalarFunction;
import io.sheaf.sql.lower.JoinLowering.Condition;
import io.sheaf.sql.lower.JoinLowering.Key;
import java.util.ArrayList;
import java.util.List;

/**
 * Mark joins: is there a match, is there none, or is that unknown because of NULLs. A condition
 * that cannot be NULL needs one join; one nullable key is the engine's null-aware join; everything
 * else is two joins, one that asks for a match and one that asks for a match that NULLs leave
 * possible. The second one goes by the keys that cannot be NULL, or is null-aware in the first key
 * where there is none.
 */
final class MarkLowering {
  private MarkLowering() {}

  static PhysicalPlan lower(
      Lowering lowering, PhysicalPlan left, PhysicalPlan right, Condition condition) {
    boolean nullable =
        condition.residualNullable() || condition.keys().stream().anyMatch(Key::nullable);
    if (!nullable) {
      return mark(left, right, condition, false);
    }
    if (condition.keys().size() == 1 && condition.residual().isEmpty()) {
      return mark(left, right, condition, true);
    }
    // Both joins have to see the same rows, and these are computed once.
    return twice(left, new PhysicalPlan.Shared(lowering.nextSharedId(), right), condition);
  }

  private static PhysicalPlan mark(
      PhysicalPlan left, PhysicalPlan right, Condition condition, boolean nullAware) {
    Schema schema = PhysicalPlan.joinSchema(JoinKind.MARK, left.schema(), right.schema());
    double rows = left.estimate().rows();
    Estimate estimate = new Estimate(rows, rows * Estimates.width(schema));
    return condition.keys().isEmpty()
        ? new PhysicalPlan.NestedLoopJoin(
            JoinKind.MARK, left, right, condition.all(left.schema().size()), schema, estimate)
        : JoinLowering.hash(JoinKind.MARK, left, right, condition, nullAware, estimate);
  }

  private static PhysicalPlan twice(PhysicalPlan left, PhysicalPlan right, Condition condition) {
    int leftSize = left.schema().size();
    PhysicalPlan matched = mark(left, right, condition, false);
    List<Key> keys = new ArrayList<>();
    List<Expr> possible = new ArrayList<>();
    boolean aware =
        !condition.keys().isEmpty() && condition.keys().stream().allMatch(Key::nullable);
    for (Key key : condition.keys()) {
      if (!key.nullable() || aware && keys.isEmpty()) {
        keys.add(key);
      } else {
        Expr equal =
            ExprLowering.compare(
                ScalarFunction.EQUAL, key.left(), Refs.shift(key.right(), leftSize));
        possible.add(notFalse(equal));
      }
    }
    for (Expr part : condition.residual()) {
      possible.add(notFalse(part));
    }
    // The second join sees one more left column, the first one's mark.
    List<Expr> shifted =
        possible.stream().map(p -> Refs.map(p, i -> i < leftSize ? i : i + 1)).toList();
    PhysicalPlan both = mark(matched, right, new Condition(keys, shifted, false), aware);
    Expr match = new Expr.InputRef(leftSize, Simple.BOOLEAN);
    Expr maybe = new Expr.InputRef(leftSize + 1, Simple.BOOLEAN);
    Expr mark =
        new Expr.Case(
            List.of(isTrue(match), aware ? notFalse(maybe) : isTrue(maybe)),
            List.of(new Expr.Literal(true, Simple.BOOLEAN), new Expr.Literal(null, Simple.BOOLEAN)),
            new Expr.Literal(false, Simple.BOOLEAN),
            Simple.BOOLEAN);
    List<Expr> exprs = new ArrayList<>();
    List<Field> fields = new ArrayList<>(left.schema().fields());
    for (int i = 0; i < leftSize; i++) {
      exprs.add(new Expr.InputRef(i, fields.get(i).type()));
    }
    exprs.add(mark);
    fields.add(new Field("mark", Simple.BOOLEAN, true));
    return new PhysicalPlan.Project(both, exprs, new Schema(fields));
  }

  private static Expr notFalse(Expr condition) {
    return new Expr.Call(ScalarFunction.IS_NOT_FALSE, List.of(condition), Simple.BOOLEAN);
  }

  private static Expr isTrue(Expr condition) {
    return new Expr.Call(ScalarFunction.IS_TRUE, List.of(condition), Simple.BOOLEAN);
  }
}
