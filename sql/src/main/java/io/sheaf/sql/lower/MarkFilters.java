package io.sheaf.sql.lower;

import io.sheaf.plan.Expr;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.ScalarFunction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A filter that only asks whether the mark of a join is true or false makes it a semi or anti join.
 */
final class MarkFilters {
  private MarkFilters() {}

  /** {@code needed}: columns that are read above the filter. */
  static PhysicalPlan simplify(PhysicalPlan.Filter filter, BitSet needed) {
    if (!(filter.input() instanceof HashJoin join) || join.kind() != JoinKind.MARK) {
      return filter;
    }
    int mark = join.schema().size() - 1;
    JoinKind kind = null;
    List<Expr> rest = new ArrayList<>();
    for (Expr part : conjuncts(filter.condition())) {
      JoinKind asked = asked(part, mark);
      if (asked != null && kind == null) {
        kind = asked;
      } else {
        rest.add(part);
      }
    }
    if (kind == null || needed.get(mark) || rest.stream().anyMatch(part -> reads(part, mark))) {
      return filter;
    }
    // A mark that NULLs leave open is not true: a semi join need not know of them.
    boolean nullAware = kind == JoinKind.ANTI && join.nullAware();
    PhysicalPlan simpler =
        new HashJoin(
            kind,
            join.left(),
            join.right(),
            join.keys(),
            join.residual(),
            nullAware,
            PhysicalPlan.joinSchema(kind, join.left().schema(), join.right().schema()),
            filter.estimate());
    PhysicalPlan filtered =
        rest.isEmpty()
            ? simpler
            : new PhysicalPlan.Filter(simpler, Expr.and(rest), filter.estimate());
    return withUnreadMark(filtered, filter);
  }

  /** The same columns as before; the last one is never read and therefore pruned. */
  private static PhysicalPlan withUnreadMark(PhysicalPlan plan, PhysicalPlan.Filter old) {
    List<Expr> exprs = new ArrayList<>();
    for (int i = 0; i < plan.schema().size(); i++) {
      exprs.add(new Expr.InputRef(i, plan.schema().type(i)));
    }
    exprs.add(new Expr.Literal(null, old.schema().type(exprs.size())));
    return new PhysicalPlan.Project(plan, exprs, old.schema());
  }

  private static List<Expr> conjuncts(Expr condition) {
    return condition instanceof Expr.Call call && call.function() == ScalarFunction.AND
        ? call.args()
        : List.of(condition);
  }

  private static JoinKind asked(Expr part, int mark) {
    if (part instanceof Expr.InputRef ref && ref.index() == mark) {
      return JoinKind.SEMI;
    }
    return part instanceof Expr.Call call
            && call.function() == ScalarFunction.NOT
            && call.args().getFirst() instanceof Expr.InputRef ref
            && ref.index() == mark
        ? JoinKind.ANTI
        : null;
  }

  private static boolean reads(Expr expr, int column) {
    boolean[] found = new boolean[1];
    Refs.map(
        expr,
        i -> {
          found[0] |= i == column;
          return i;
        });
    return found[0];
  }
}
