package io.sheaf.plan;

import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Keys;
import io.sheaf.plan.PhysicalPlan.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Leaves out left rows of a join before they are moved: a semi-join with the built keys, which
 * every partition gets. The scans below see the keys, too.
 */
final class ProbeReduction {
  /** Built keys that every partition may get. */
  private static final double MOST_KEYS = 2_000_000;

  private ProbeReduction() {}

  /** Whether it drops rows that the join would drop, few keys suffice, and most rows go. */
  static boolean pays(HashJoin j, int partitions) {
    double left = j.left().estimate().rows();
    double keys = j.right().estimate().rows() * partitions;
    if (j.nullAware() || !(keys <= MOST_KEYS) || !(keys * 4 <= left)) {
      return false;
    }
    return switch (j.kind()) {
      case INNER, SEMI, RIGHT -> j.estimate().rows() * 2 <= left;
      case RIGHT_SEMI, RIGHT_ANTI -> true;
      case LEFT, FULL, ANTI, MARK -> false;
    };
  }

  /** The key columns of the built rows. */
  static PhysicalPlan keys(HashJoin j, PhysicalPlan build) {
    List<Expr> exprs = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (int column : j.keys().right()) {
      Field field = build.schema().field(column);
      exprs.add(new Expr.InputRef(column, field.type()));
      fields.add(field);
    }
    return new Project(build, exprs, new Schema(fields));
  }

  static PhysicalPlan semiJoin(HashJoin j, PhysicalPlan left, PhysicalPlan keys) {
    List<Integer> columns = IntStream.range(0, j.keys().right().size()).boxed().toList();
    return new HashJoin(
        JoinKind.SEMI,
        left,
        keys,
        new Keys(j.keys().left(), columns, j.keys().nullEqual()),
        null,
        false,
        left.schema(),
        j.estimate());
  }
}
