package io.sheaf.plan;

import io.sheaf.plan.Expr.Call;
import io.sheaf.plan.Expr.Case;
import io.sheaf.plan.Expr.Cast;
import io.sheaf.plan.Expr.InSet;
import io.sheaf.plan.Expr.InputRef;
import io.sheaf.plan.Expr.Literal;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/** Which input columns an expression reads, and the same expression over other columns. */
public final class InputColumns {
  private InputColumns() {}

  /** The columns read, ascending. */
  public static List<Integer> of(Expr expr) {
    SortedSet<Integer> found = new TreeSet<>();
    collect(expr, found);
    return List.copyOf(found);
  }

  /** The expression with every column {@code c} replaced by {@code mapping(c)}. */
  public static Expr remap(Expr expr, IntUnaryOperator mapping) {
    return switch (expr) {
      case InputRef r -> new InputRef(mapping.applyAsInt(r.index()), r.type());
      case Literal l -> l;
      case Call c -> new Call(c.function(), remap(c.args(), mapping), c.type());
      case Cast c -> new Cast(remap(c.arg(), mapping), c.type(), c.safe());
      case Case c ->
          new Case(
              remap(c.conditions(), mapping),
              remap(c.values(), mapping),
              remap(c.otherwise(), mapping),
              c.type());
      case InSet s -> new InSet(remap(s.arg(), mapping), s.values());
    };
  }

  private static List<Expr> remap(List<Expr> exprs, IntUnaryOperator mapping) {
    return exprs.stream().map(e -> remap(e, mapping)).toList();
  }

  private static void collect(Expr expr, SortedSet<Integer> found) {
    switch (expr) {
      case InputRef r -> found.add(r.index());
      case Literal l -> {}
      case Call c -> c.args().forEach(a -> collect(a, found));
      case Cast c -> collect(c.arg(), found);
      case Case c -> {
        c.conditions().forEach(e -> collect(e, found));
        c.values().forEach(e -> collect(e, found));
        collect(c.otherwise(), found);
      }
      case InSet s -> collect(s.arg(), found);
    }
  }
}
