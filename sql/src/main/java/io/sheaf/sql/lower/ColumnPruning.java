package io.sheaf.sql.lower;

import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.Expr;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Scan;
import io.sheaf.plan.SortKey;
import io.sheaf.plan.WindowCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Makes every node carry only the columns that someone above reads; scans read no others. */
final class ColumnPruning {
  private ColumnPruning() {}

  /**
   * The same rows with perhaps fewer columns: where the old columns are now, -1 for those left out.
   */
  record Pruned(PhysicalPlan plan, int[] at) {
    Expr move(Expr expr) {
      return Refs.map(expr, i -> at[i]);
    }

    List<Integer> move(List<Integer> columns) {
      return columns.stream().map(c -> at[c]).toList();
    }
  }

  /** The plan with all its output columns. */
  static PhysicalPlan prune(PhysicalPlan plan) {
    return exactly(prune(plan, all(plan)), plan.schema());
  }

  private static BitSet all(PhysicalPlan plan) {
    BitSet all = new BitSet();
    all.set(0, plan.schema().size());
    return all;
  }

  private static PhysicalPlan exactly(Pruned pruned, Schema schema) {
    boolean same = pruned.plan.schema().size() == schema.size();
    for (int i = 0; i < schema.size(); i++) {
      same &= pruned.at[i] == i;
    }
    return same ? pruned.plan : pick(pruned, IntStream.range(0, schema.size()).toArray(), schema);
  }

  private static PhysicalPlan pick(Pruned pruned, int[] columns, Schema schema) {
    List<Expr> exprs = new ArrayList<>();
    for (int column : columns) {
      int at = pruned.at[column];
      exprs.add(new Expr.InputRef(at, pruned.plan.schema().type(at)));
    }
    return Lowering.project(pruned.plan, exprs, schema);
  }

  static Pruned prune(PhysicalPlan plan, BitSet needed) {
    return switch (plan) {
      case Scan scan -> scan(scan, needed);
      case PhysicalPlan.Values values -> whole(values);
      case PhysicalPlan.Filter filter -> filter(filter, needed);
      case PhysicalPlan.Project project -> project(project, needed);
      case PhysicalPlan.Aggregate aggregate -> aggregate(aggregate);
      case PhysicalPlan.HashJoin join -> hashJoin(join, needed);
      case PhysicalPlan.NestedLoopJoin join -> nestedLoopJoin(join, needed);
      case PhysicalPlan.Sort sort -> {
        Pruned input = prune(sort.input(), with(needed, sort.keys()));
        yield new Pruned(new PhysicalPlan.Sort(input.plan, keys(sort.keys(), input)), input.at);
      }
      case PhysicalPlan.TopN top -> {
        Pruned input = prune(top.input(), with(needed, top.keys()));
        yield new Pruned(
            new PhysicalPlan.TopN(input.plan, keys(top.keys(), input), top.offset(), top.count()),
            input.at);
      }
      case PhysicalPlan.Limit limit -> {
        Pruned input = prune(limit.input(), needed);
        yield new Pruned(
            new PhysicalPlan.Limit(input.plan, limit.offset(), limit.count()), input.at);
      }
      case PhysicalPlan.Union union -> union(union, needed);
      case PhysicalPlan.Shared shared ->
          whole(new PhysicalPlan.Shared(shared.id(), prune(shared.input())));
      case PhysicalPlan.ShuffleRead read -> whole(read);
      case PhysicalPlan.Window window -> window(window, needed);
      case PhysicalPlan.UserCode u -> whole(u);
      case PhysicalPlan.PartitionMap m -> whole(m);
      case PhysicalPlan.Repeat repeat -> whole(repeat.withInputs(List.of(prune(repeat.input()))));
      case PhysicalPlan.Exchange exchange ->
          whole(exchange.withInputs(List.of(prune(exchange.input()))));
      case PhysicalPlan.Write write -> whole(write.withInputs(List.of(prune(write.input()))));
    };
  }

  private static Pruned whole(PhysicalPlan plan) {
    return new Pruned(plan, IntStream.range(0, plan.schema().size()).toArray());
  }

  private static BitSet with(BitSet needed, List<SortKey> keys) {
    BitSet more = (BitSet) needed.clone();
    keys.forEach(key -> more.set(key.column()));
    return more;
  }

  private static List<SortKey> keys(List<SortKey> keys, Pruned input) {
    return keys.stream()
        .map(k -> new SortKey(input.at[k.column()], k.descending(), k.nullsFirst()))
        .toList();
  }

  private static BitSet with(BitSet needed, Expr expr) {
    BitSet more = (BitSet) needed.clone();
    if (expr != null) {
      Refs.map(
          expr,
          i -> {
            more.set(i);
            return i;
          });
    }
    return more;
  }

  private static Pruned scan(Scan scan, BitSet needed) {
    BitSet read = with(needed, scan.filter());
    if (read.isEmpty() && !scan.columns().isEmpty()) {
      read.set(narrowest(scan.schema()));
    }
    int[] at = new int[scan.columns().size()];
    Arrays.fill(at, -1);
    List<Integer> columns = new ArrayList<>();
    for (int i = read.nextSetBit(0); i >= 0; i = read.nextSetBit(i + 1)) {
      at[i] = columns.size();
      columns.add(scan.columns().get(i));
    }
    if (columns.size() == scan.columns().size()) {
      return whole(scan);
    }
    Schema schema = scan.tableSchema().select(columns);
    double rows = scan.estimate().rows();
    Scan narrow =
        new Scan(
            scan.table(),
            scan.tableSchema(),
            columns,
            scan.predicate(),
            scan.filter() == null ? null : Refs.map(scan.filter(), i -> at[i]),
            scan.limit(),
            new io.sheaf.plan.Estimate(rows, rows * Estimates.width(schema)));
    return new Pruned(narrow, at);
  }

  /** When only the number of rows matters, the column that is cheapest to read. */
  private static int narrowest(Schema schema) {
    int best = 0;
    double bestWidth = Double.MAX_VALUE;
    for (int i = 0; i < schema.size(); i++) {
      double width = Estimates.width(new Schema(List.of(schema.field(i))));
      if (width < bestWidth) {
        best = i;
        bestWidth = width;
      }
    }
    return best;
  }

  private static Pruned filter(PhysicalPlan.Filter filter, BitSet needed) {
    PhysicalPlan simpler = MarkFilters.simplify(filter, needed);
    if (simpler != filter) {
      return prune(simpler, needed);
    }
    Pruned input = prune(filter.input(), with(needed, filter.condition()));
    return new Pruned(
        new PhysicalPlan.Filter(input.plan, input.move(filter.condition()), filter.estimate()),
        input.at);
  }

  private static Pruned project(PhysicalPlan.Project project, BitSet needed) {
    BitSet read = new BitSet();
    for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
      read = with(read, project.exprs().get(i));
    }
    Pruned input = prune(project.input(), read);
    int[] at = new int[project.exprs().size()];
    Arrays.fill(at, -1);
    List<Expr> exprs = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
      at[i] = exprs.size();
      exprs.add(input.move(project.exprs().get(i)));
      fields.add(project.schema().field(i));
    }
    if (exprs.isEmpty()) {
      return new Pruned(input.plan, at);
    }
    if (isIdentity(exprs, input.plan.schema(), fields)) {
      return new Pruned(input.plan, at);
    }
    return new Pruned(Lowering.project(input.plan, exprs, new Schema(fields)), at);
  }

  private static boolean isIdentity(List<Expr> exprs, Schema input, List<Field> fields) {
    if (exprs.size() != input.size()) {
      return false;
    }
    for (int i = 0; i < exprs.size(); i++) {
      if (!(exprs.get(i) instanceof Expr.InputRef ref)
          || ref.index() != i
          || !fields.get(i).name().equals(input.field(i).name())) {
        return false;
      }
    }
    return true;
  }

  /** Calls that nobody reads are left out; a window without calls is none. */
  private static Pruned window(PhysicalPlan.Window window, BitSet needed) {
    int width = window.input().schema().size();
    List<WindowCall> calls = new ArrayList<>();
    int[] at = new int[window.schema().size()];
    Arrays.fill(at, -1);
    BitSet read = needed.get(0, width);
    for (int i = 0; i < window.calls().size(); i++) {
      if (needed.get(width + i)) {
        at[width + i] = calls.size();
        calls.add(window.calls().get(i));
      }
    }
    if (calls.isEmpty()) {
      return prune(window.input(), needed);
    }
    window.partition().forEach(read::set);
    for (WindowCall call : calls) {
      for (Expr expr : call.reads()) {
        read = with(read, expr);
      }
    }
    Pruned input = prune(window.input(), with(read, window.order()));
    System.arraycopy(input.at, 0, at, 0, width);
    for (int i = width; i < at.length; i++) {
      at[i] = at[i] < 0 ? -1 : at[i] + input.plan.schema().size();
    }
    return new Pruned(
        new PhysicalPlan.Window(
            input.plan,
            input.move(window.partition()),
            keys(window.order(), input),
            calls.stream().map(call -> call.reading(input::move)).toList()),
        at);
  }

  private static Pruned aggregate(PhysicalPlan.Aggregate aggregate) {
    BitSet read = new BitSet();
    aggregate.groups().forEach(read::set);
    for (var call : aggregate.calls()) {
      call.args().forEach(read::set);
      if (call.filter() >= 0) {
        read.set(call.filter());
      }
    }
    Pruned input = prune(aggregate.input(), read);
    List<io.sheaf.plan.AggregateCall> calls =
        aggregate.calls().stream()
            .map(
                c ->
                    new io.sheaf.plan.AggregateCall(
                        c.function(),
                        input.move(c.args()),
                        c.distinct(),
                        c.filter() < 0 ? -1 : input.at[c.filter()],
                        c.type()))
            .toList();
    return whole(
        new PhysicalPlan.Aggregate(
            input.plan,
            aggregate.step(),
            input.move(aggregate.groups()),
            calls,
            aggregate.schema(),
            aggregate.estimate()));
  }

  private record Sides(Pruned left, Pruned right, int[] at) {
    /** An expression over left columns, then right ones. */
    Expr move(Expr expr, int oldLeft) {
      int newLeft = left.plan.schema().size();
      return expr == null
          ? null
          : Refs.map(expr, i -> i < oldLeft ? left.at[i] : newLeft + right.at[i - oldLeft]);
    }
  }

  private static Sides sides(
      JoinKind kind, PhysicalPlan left, PhysicalPlan right, BitSet needed, BitSet keys) {
    int leftSize = left.schema().size();
    int rightSize = right.schema().size();
    BitSet leftNeeds = new BitSet();
    BitSet rightNeeds = new BitSet();
    for (int i = keys.nextSetBit(0); i >= 0; i = keys.nextSetBit(i + 1)) {
      (i < leftSize ? leftNeeds : rightNeeds).set(i < leftSize ? i : i - leftSize);
    }
    int leftOut = kind.emitsLeft() ? leftSize : 0;
    int rightOut = kind.emitsRight() ? rightSize : 0;
    for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
      if (i < leftOut) {
        leftNeeds.set(i);
      } else if (i - leftOut < rightOut) {
        rightNeeds.set(i - leftOut);
      }
    }
    Pruned prunedLeft = prune(left, leftNeeds);
    Pruned prunedRight = prune(right, rightNeeds);
    int mark = kind == JoinKind.MARK ? 1 : 0;
    int[] at = new int[leftOut + rightOut + mark];
    int newLeftOut = kind.emitsLeft() ? prunedLeft.plan.schema().size() : 0;
    for (int i = 0; i < leftOut; i++) {
      at[i] = prunedLeft.at[i];
    }
    for (int i = 0; i < rightOut; i++) {
      at[leftOut + i] = prunedRight.at[i] < 0 ? -1 : newLeftOut + prunedRight.at[i];
    }
    if (mark == 1) {
      at[leftOut] = newLeftOut;
    }
    return new Sides(prunedLeft, prunedRight, at);
  }

  private static Pruned hashJoin(PhysicalPlan.HashJoin join, BitSet needed) {
    int leftSize = join.left().schema().size();
    BitSet keys = with(new BitSet(), join.residual());
    join.keys().left().forEach(keys::set);
    join.keys().right().forEach(k -> keys.set(leftSize + k));
    Sides sides = sides(join.kind(), join.left(), join.right(), needed, keys);
    PhysicalPlan left = sides.left.plan;
    PhysicalPlan right = sides.right.plan;
    return new Pruned(
        new PhysicalPlan.HashJoin(
            join.kind(),
            left,
            right,
            new PhysicalPlan.Keys(
                sides.left.move(join.keys().left()),
                sides.right.move(join.keys().right()),
                join.keys().nullEqual()),
            sides.move(join.residual(), leftSize),
            join.nullAware(),
            PhysicalPlan.joinSchema(join.kind(), left.schema(), right.schema()),
            join.estimate()),
        sides.at);
  }

  private static Pruned nestedLoopJoin(PhysicalPlan.NestedLoopJoin join, BitSet needed) {
    BitSet keys = with(new BitSet(), join.condition());
    Sides sides = sides(join.kind(), join.left(), join.right(), needed, keys);
    PhysicalPlan left = sides.left.plan;
    PhysicalPlan right = sides.right.plan;
    return new Pruned(
        new PhysicalPlan.NestedLoopJoin(
            join.kind(),
            left,
            right,
            sides.move(join.condition(), join.left().schema().size()),
            PhysicalPlan.joinSchema(join.kind(), left.schema(), right.schema()),
            join.estimate()),
        sides.at);
  }

  private static Pruned union(PhysicalPlan.Union union, BitSet needed) {
    int[] columns = needed.isEmpty() ? new int[] {0} : needed.stream().toArray();
    int[] at = new int[union.schema().size()];
    Arrays.fill(at, -1);
    List<Integer> kept = new ArrayList<>();
    for (int column : columns) {
      at[column] = kept.size();
      kept.add(column);
    }
    BitSet read = new BitSet();
    kept.forEach(read::set);
    List<PhysicalPlan> inputs = new ArrayList<>();
    for (PhysicalPlan input : union.inputs()) {
      Pruned pruned = prune(input, read);
      Schema wanted = input.schema().select(kept);
      boolean same = pruned.plan.schema().size() == kept.size();
      for (int i = 0; i < columns.length; i++) {
        same &= pruned.at[columns[i]] == i;
      }
      inputs.add(same ? pruned.plan : pick(pruned, columns, wanted));
    }
    return new Pruned(new PhysicalPlan.Union(inputs, union.schema().select(kept)), at);
  }
}
