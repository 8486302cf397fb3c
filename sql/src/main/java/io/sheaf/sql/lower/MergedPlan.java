package io.sheaf.sql.lower;

import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Expr;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.Filter;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.NestedLoopJoin;
import io.sheaf.plan.PhysicalPlan.Project;
import io.sheaf.plan.PhysicalPlan.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One plan for two that compute the same rows but perhaps other columns of them.
 *
 * @param first where the columns of the first plan are in {@code plan}
 * @param second where those of the second one are
 */
record MergedPlan(PhysicalPlan plan, int[] first, int[] second) {

  /** The plan for both, or null when their rows are not surely the same. */
  static MergedPlan of(PhysicalPlan a, PhysicalPlan b) {
    if (a.equals(b)) {
      int[] same = IntStream.range(0, a.schema().size()).toArray();
      return new MergedPlan(a, same, same);
    }
    if (a instanceof Project || b instanceof Project) {
      return projects(asProject(a), asProject(b));
    }
    return switch (a) {
      case Scan x -> b instanceof Scan y ? scans(x, y) : null;
      case Filter x -> b instanceof Filter y ? filters(x, y) : null;
      case Aggregate x -> b instanceof Aggregate y ? aggregates(x, y) : null;
      case HashJoin x -> b instanceof HashJoin y ? hashJoins(x, y) : null;
      case NestedLoopJoin x -> b instanceof NestedLoopJoin y ? nestedLoopJoins(x, y) : null;
      case Project p -> null;
      case PhysicalPlan.Values v -> null;
      case PhysicalPlan.Sort s -> null;
      case PhysicalPlan.TopN t -> null;
      case PhysicalPlan.Limit l -> null;
      case PhysicalPlan.Union u -> null;
      case PhysicalPlan.Window w -> null;
      case PhysicalPlan.UserCode u -> null;
      case PhysicalPlan.PartitionMap m -> null;
      case PhysicalPlan.Repeat r -> null;
      case PhysicalPlan.Exchange e -> null;
      case PhysicalPlan.ShuffleRead r -> null;
      case PhysicalPlan.Shared s -> null;
      case PhysicalPlan.Write w -> null;
    };
  }

  private static Project asProject(PhysicalPlan plan) {
    if (plan instanceof Project project) {
      return project;
    }
    List<Expr> columns = new ArrayList<>();
    for (Field field : plan.schema().fields()) {
      columns.add(new Expr.InputRef(columns.size(), field.type()));
    }
    return new Project(plan, columns, plan.schema());
  }

  /** A growing list of columns without repetitions. */
  private record Columns<T>(List<T> what, List<Field> fields) {
    Columns() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    int at(T wanted, Field field) {
      int known = what.indexOf(wanted);
      if (known >= 0) {
        return known;
      }
      what.add(wanted);
      fields.add(field);
      return what.size() - 1;
    }

    int[] all(List<? extends T> wanted, Schema schema, int firstField) {
      int[] at = new int[wanted.size()];
      for (int i = 0; i < at.length; i++) {
        at[i] = at(wanted.get(i), schema.field(firstField + i));
      }
      return at;
    }

    Schema schema() {
      return new Schema(fields);
    }
  }

  private Expr ofFirst(Expr expr) {
    return expr == null ? null : Refs.map(expr, i -> first[i]);
  }

  private Expr ofSecond(Expr expr) {
    return expr == null ? null : Refs.map(expr, i -> second[i]);
  }

  private static List<Integer> move(List<Integer> columns, int[] at) {
    return columns.stream().map(c -> at[c]).toList();
  }

  private static boolean same(Expr a, Expr b) {
    return a == null ? b == null : a.equals(b);
  }

  private static MergedPlan projects(Project a, Project b) {
    MergedPlan input = of(a.input(), b.input());
    if (input == null) {
      return null;
    }
    Columns<Expr> columns = new Columns<>();
    int[] first = columns.all(moved(a.exprs(), input::ofFirst), a.schema(), 0);
    int[] second = columns.all(moved(b.exprs(), input::ofSecond), b.schema(), 0);
    return new MergedPlan(new Project(input.plan, columns.what, columns.schema()), first, second);
  }

  private static List<Expr> moved(List<Expr> exprs, Function<Expr, Expr> move) {
    return exprs.stream().map(move).toList();
  }

  private static MergedPlan scans(Scan a, Scan b) {
    if (!a.table().equals(b.table())
        || !a.tableSchema().equals(b.tableSchema())
        || !a.predicate().equals(b.predicate())
        || a.limit() != Long.MAX_VALUE
        || b.limit() != Long.MAX_VALUE) {
      return null;
    }
    Columns<Integer> columns = new Columns<>();
    int[] first = columns.all(a.columns(), a.schema(), 0);
    int[] second = columns.all(b.columns(), b.schema(), 0);
    Scan scan =
        new Scan(
            a.table(),
            a.tableSchema(),
            columns.what,
            a.predicate(),
            a.filter() == null ? null : Refs.map(a.filter(), i -> first[i]),
            Long.MAX_VALUE,
            new Estimate(
                a.estimate().rows(), a.estimate().rows() * Estimates.width(columns.schema())));
    MergedPlan merged = new MergedPlan(scan, first, second);
    return same(scan.filter(), merged.ofSecond(b.filter())) ? merged : null;
  }

  private static MergedPlan filters(Filter a, Filter b) {
    MergedPlan input = of(a.input(), b.input());
    return input != null && same(input.ofFirst(a.condition()), input.ofSecond(b.condition()))
        ? new MergedPlan(
            new Filter(input.plan, input.ofFirst(a.condition()), a.estimate()),
            input.first,
            input.second)
        : null;
  }

  private static MergedPlan aggregates(Aggregate a, Aggregate b) {
    MergedPlan input = a.step() == b.step() ? of(a.input(), b.input()) : null;
    if (input == null) {
      return null;
    }
    List<Integer> groups = move(a.groups(), input.first);
    if (!groups.equals(move(b.groups(), input.second))) {
      return null;
    }
    Columns<Object> columns = new Columns<>();
    for (int i = 0; i < groups.size(); i++) {
      columns.at(new Object(), a.schema().field(i)); // a group may be there twice
    }
    int[] ofA = columns.all(moved(a, input.first), a.schema(), groups.size());
    int[] ofB = columns.all(moved(b, input.second), b.schema(), groups.size());
    List<AggregateCall> calls =
        columns.what.stream().skip(groups.size()).map(AggregateCall.class::cast).toList();
    Aggregate both =
        new Aggregate(input.plan, a.step(), groups, calls, columns.schema(), a.estimate());
    return new MergedPlan(both, behind(groups.size(), ofA), behind(groups.size(), ofB));
  }

  private static int[] behind(int groups, int[] calls) {
    return IntStream.concat(IntStream.range(0, groups), IntStream.of(calls)).toArray();
  }

  private static List<AggregateCall> moved(Aggregate aggregate, int[] at) {
    return aggregate.calls().stream()
        .map(
            c ->
                new AggregateCall(
                    c.function(),
                    move(c.args(), at),
                    c.distinct(),
                    c.filter() < 0 ? -1 : at[c.filter()],
                    c.type()))
        .toList();
  }

  /** The two sides of two joins, and where the columns of the pairs are. */
  private record Sides(MergedPlan left, MergedPlan right) {
    static Sides of(PhysicalPlan a, PhysicalPlan b) {
      MergedPlan left = MergedPlan.of(a.inputs().get(0), b.inputs().get(0));
      MergedPlan right = left == null ? null : MergedPlan.of(a.inputs().get(1), b.inputs().get(1));
      return right == null ? null : new Sides(left, right);
    }

    MergedPlan pairs() {
      return new MergedPlan(null, output(JoinKind.INNER, true), output(JoinKind.INNER, false));
    }

    MergedPlan output(PhysicalPlan join, JoinKind kind) {
      return new MergedPlan(join, output(kind, true), output(kind, false));
    }

    private int[] output(JoinKind kind, boolean first) {
      int shift = kind.emitsLeft() ? left.plan.schema().size() : 0;
      IntStream fromLeft = IntStream.of(first ? left.first : left.second);
      IntStream fromRight = IntStream.of(first ? right.first : right.second).map(i -> i + shift);
      return IntStream.concat(
              kind.emitsLeft() ? fromLeft : IntStream.empty(),
              kind == JoinKind.MARK
                  ? IntStream.of(shift)
                  : kind.emitsRight() ? fromRight : IntStream.empty())
          .toArray();
    }

    Schema schema(JoinKind kind) {
      return PhysicalPlan.joinSchema(kind, left.plan.schema(), right.plan.schema());
    }
  }

  private static MergedPlan hashJoins(HashJoin a, HashJoin b) {
    Sides sides =
        a.kind() == b.kind()
                && a.nullAware() == b.nullAware()
                && a.keys().nullEqual().equals(b.keys().nullEqual())
            ? Sides.of(a, b)
            : null;
    if (sides == null) {
      return null;
    }
    List<Integer> left = move(a.keys().left(), sides.left.first);
    List<Integer> right = move(a.keys().right(), sides.right.first);
    MergedPlan pairs = sides.pairs();
    Expr residual = pairs.ofFirst(a.residual());
    if (!left.equals(move(b.keys().left(), sides.left.second))
        || !right.equals(move(b.keys().right(), sides.right.second))
        || !same(residual, pairs.ofSecond(b.residual()))) {
      return null;
    }
    HashJoin join =
        new HashJoin(
            a.kind(),
            sides.left.plan,
            sides.right.plan,
            new PhysicalPlan.Keys(left, right, a.keys().nullEqual()),
            residual,
            a.nullAware(),
            sides.schema(a.kind()),
            a.estimate());
    return sides.output(join, a.kind());
  }

  private static MergedPlan nestedLoopJoins(NestedLoopJoin a, NestedLoopJoin b) {
    Sides sides = a.kind() == b.kind() ? Sides.of(a, b) : null;
    if (sides == null) {
      return null;
    }
    MergedPlan pairs = sides.pairs();
    Expr condition = pairs.ofFirst(a.condition());
    return same(condition, pairs.ofSecond(b.condition()))
        ? sides.output(
            new NestedLoopJoin(
                a.kind(),
                sides.left.plan,
                sides.right.plan,
                condition,
                sides.schema(a.kind()),
                a.estimate()),
            a.kind())
        : null;
  }
}
