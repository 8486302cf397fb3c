package io.sheaf.engine;

import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.Expr;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.NestedLoopJoin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What a plan means, row at a time, in the plainest way: lists of values, no types but INTEGER,
 * BIGINT, VARCHAR and BOOLEAN. What the engine computes is compared with this.
 */
final class RowReference {
  private final Map<String, List<List<Object>>> tables;

  RowReference(Map<String, List<List<Object>>> tables) {
    this.tables = tables;
  }

  List<List<Object>> rows(PhysicalPlan node) {
    return switch (node) {
      case PhysicalPlan.Scan s -> {
        List<List<Object>> out = new ArrayList<>();
        for (List<Object> row : tables.get(s.table().location())) {
          List<Object> chosen = new ArrayList<>();
          s.columns().forEach(c -> chosen.add(row.get(c)));
          out.add(chosen);
        }
        yield s.filter() == null ? out : filter(out, s.filter());
      }
      case PhysicalPlan.Values v ->
          v.rows().stream().map(r -> r.stream().map(RowReference::literal).toList()).toList();
      case PhysicalPlan.Filter f -> filter(rows(f.input()), f.condition());
      case PhysicalPlan.Project p -> {
        List<List<Object>> out = new ArrayList<>();
        for (List<Object> row : rows(p.input())) {
          List<Object> computed = new ArrayList<>();
          p.exprs().forEach(e -> computed.add(value(e, row)));
          out.add(computed);
        }
        yield out;
      }
      case Aggregate a -> aggregate(a, rows(a.input()));
      case HashJoin j -> join(j.kind(), rows(j.left()), rows(j.right()), widths(j), matcher(j));
      case NestedLoopJoin j ->
          join(
              j.kind(),
              rows(j.left()),
              rows(j.right()),
              widths(j),
              (l, r) ->
                  j.condition() == null || Boolean.TRUE.equals(value(j.condition(), both(l, r))));
      case PhysicalPlan.Sort s -> rows(s.input());
      case PhysicalPlan.TopN t -> throw new AssertionError("not a function of the rows");
      case PhysicalPlan.Limit l -> throw new AssertionError("not a function of the rows");
      case PhysicalPlan.Union u -> u.inputs().stream().flatMap(i -> rows(i).stream()).toList();
      case PhysicalPlan.Window w -> throw new AssertionError("windows are tested elsewhere");
      case PhysicalPlan.UserCode u -> throw new AssertionError("code is tested elsewhere");
      case PhysicalPlan.PartitionMap m -> rows(m.input());
      case PhysicalPlan.Repeat r -> repeated(rows(r.input()));
      case PhysicalPlan.Exchange e -> rows(e.input());
      case PhysicalPlan.ShuffleRead r -> throw new AssertionError("stages have no rows here");
      case PhysicalPlan.Shared s -> rows(s.input());
      case PhysicalPlan.Write w -> throw new AssertionError("writes are tested elsewhere");
    };
  }

  private static int[] widths(PhysicalPlan join) {
    return new int[] {join.inputs().get(0).schema().size(), join.inputs().get(1).schema().size()};
  }

  private static List<List<Object>> filter(List<List<Object>> rows, Expr condition) {
    return rows.stream().filter(r -> Boolean.TRUE.equals(value(condition, r))).toList();
  }

  private static Object literal(Expr.Literal literal) {
    return literal.value();
  }

  private static List<Object> both(List<Object> left, List<Object> right) {
    List<Object> row = new ArrayList<>(left);
    row.addAll(right);
    return row;
  }

  /** TRUE, FALSE or null for unknown. */
  private static BiFunction<List<Object>, List<Object>, Boolean> matcher(HashJoin j) {
    return (l, r) -> {
      for (int k = 0; k < j.keys().left().size(); k++) {
        Object a = l.get(j.keys().left().get(k));
        Object b = r.get(j.keys().right().get(k));
        boolean nullEqual = j.keys().nullEqual().get(k);
        if (!nullEqual && (a == null || b == null)) {
          return j.nullAware() ? null : Boolean.FALSE;
        }
        if (!Objects.equals(a, b)) {
          return Boolean.FALSE;
        }
      }
      return j.residual() == null || Boolean.TRUE.equals(value(j.residual(), both(l, r)));
    };
  }

  private static List<List<Object>> join(
      JoinKind kind,
      List<List<Object>> left,
      List<List<Object>> right,
      int[] widths,
      BiFunction<List<Object>, List<Object>, Boolean> matches) {
    List<List<Object>> out = new ArrayList<>();
    List<Object> noLeft = new ArrayList<>(java.util.Collections.nCopies(widths[0], null));
    List<Object> noRight = new ArrayList<>(java.util.Collections.nCopies(widths[1], null));
    boolean[] rightMatched = new boolean[right.size()];
    boolean pairs =
        switch (kind) {
          case INNER, LEFT, RIGHT, FULL -> true;
          case SEMI, ANTI, MARK, RIGHT_SEMI, RIGHT_ANTI -> false;
        };
    for (List<Object> l : left) {
      boolean matched = false;
      boolean unknown = false;
      for (int r = 0; r < right.size(); r++) {
        Boolean match = matches.apply(l, right.get(r));
        unknown |= match == null;
        if (Boolean.TRUE.equals(match)) {
          matched = true;
          rightMatched[r] = true;
          if (pairs) {
            out.add(both(l, right.get(r)));
          }
        }
      }
      switch (kind) {
        case LEFT, FULL -> {
          if (!matched) {
            out.add(both(l, noRight));
          }
        }
        case SEMI -> {
          if (matched) {
            out.add(l);
          }
        }
        case ANTI -> {
          if (!matched && !unknown) {
            out.add(l);
          }
        }
        case MARK -> {
          List<Object> row = new ArrayList<>(l);
          row.add(matched ? Boolean.TRUE : unknown ? null : Boolean.FALSE);
          out.add(row);
        }
        case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> {}
      }
    }
    for (int r = 0; r < right.size(); r++) {
      switch (kind) {
        case RIGHT, FULL -> {
          if (!rightMatched[r]) {
            out.add(both(noLeft, right.get(r)));
          }
        }
        case RIGHT_SEMI -> {
          if (rightMatched[r]) {
            out.add(right.get(r));
          }
        }
        case RIGHT_ANTI -> {
          if (!rightMatched[r]) {
            out.add(right.get(r));
          }
        }
        case INNER, LEFT, SEMI, ANTI, MARK -> {}
      }
    }
    return out;
  }

  private static List<List<Object>> aggregate(Aggregate a, List<List<Object>> input) {
    Map<List<Object>, List<List<Object>>> groups = new LinkedHashMap<>();
    if (a.groups().isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (List<Object> row : input) {
      List<Object> key = new ArrayList<>();
      a.groups().forEach(g -> key.add(row.get(g)));
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
    List<List<Object>> out = new ArrayList<>();
    groups.forEach(
        (key, rows) -> {
          List<Object> result = new ArrayList<>(key);
          a.calls().forEach(c -> result.add(call(c, rows)));
          out.add(result);
        });
    return out;
  }

  private static Object call(AggregateCall call, List<List<Object>> rows) {
    List<Object> values = new ArrayList<>();
    for (List<Object> row : rows) {
      if (call.filter() < 0 || Boolean.TRUE.equals(row.get(call.filter()))) {
        Object value = call.args().isEmpty() ? 1L : row.get(call.args().getFirst());
        if (value != null) {
          values.add(value);
        }
      }
    }
    if (call.distinct()) {
      Set<Object> distinct = new HashSet<>(values);
      values = new ArrayList<>(distinct);
    }
    return switch (call.function()) {
      case COUNT_ALL, COUNT -> (long) values.size();
      case SUM ->
          values.isEmpty() ? null : values.stream().mapToLong(v -> ((Number) v).longValue()).sum();
      case MIN -> values.stream().min(RowReference::compare).orElse(null);
      case MAX -> values.stream().max(RowReference::compare).orElse(null);
      default -> throw new AssertionError(call.function());
    };
  }

  static Object value(Expr expr, List<Object> row) {
    return switch (expr) {
      case Expr.InputRef r -> row.get(r.index());
      case Expr.Literal l -> l.value();
      case Expr.Cast c -> {
        Object v = value(c.arg(), row);
        yield v == null ? null : ((Number) v).longValue();
      }
      case Expr.Call c -> call(c, row);
      case Expr.Case c -> {
        for (int i = 0; i < c.conditions().size(); i++) {
          if (Boolean.TRUE.equals(value(c.conditions().get(i), row))) {
            yield value(c.values().get(i), row);
          }
        }
        yield value(c.otherwise(), row);
      }
      case Expr.InSet s -> {
        Object v = value(s.arg(), row);
        yield v == null ? null : s.values().stream().anyMatch(l -> l.value().equals(v));
      }
    };
  }

  private static Object call(Expr.Call call, List<Object> row) {
    List<Object> args = new ArrayList<>();
    call.args().forEach(a -> args.add(value(a, row)));
    boolean anyNull = args.contains(null);
    return switch (call.function()) {
      case AND -> args.contains(false) ? Boolean.FALSE : anyNull ? null : Boolean.TRUE;
      case OR -> args.contains(true) ? Boolean.TRUE : anyNull ? null : Boolean.FALSE;
      case IS_NULL -> args.getFirst() == null;
      case IS_NOT_NULL -> args.getFirst() != null;
      default -> anyNull ? null : strict(call, args);
    };
  }

  private static Object strict(Expr.Call call, List<Object> args) {
    return switch (call.function()) {
      case NOT -> !(Boolean) args.getFirst();
      case EQUAL -> compare(args.get(0), args.get(1)) == 0;
      case NOT_EQUAL -> compare(args.get(0), args.get(1)) != 0;
      case LESS -> compare(args.get(0), args.get(1)) < 0;
      case LESS_OR_EQUAL -> compare(args.get(0), args.get(1)) <= 0;
      case GREATER -> compare(args.get(0), args.get(1)) > 0;
      case GREATER_OR_EQUAL -> compare(args.get(0), args.get(1)) >= 0;
      case ADD -> (Long) args.get(0) + (Long) args.get(1);
      case SUBTRACT -> (Long) args.get(0) - (Long) args.get(1);
      default -> throw new AssertionError(call.function());
    };
  }

  @SuppressWarnings("unchecked")
  static int compare(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }

  /** A value as both sides write it: sums may be decimals, integers of any width. */
  static Object plain(Object value) {
    return switch (value) {
      case BigDecimal d -> d.longValueExact();
      case Integer i -> (long) i;
      case null -> null;
      default -> value;
    };
  }

  private static List<List<Object>> repeated(List<List<Object>> rows) {
    List<List<Object>> out = new ArrayList<>();
    for (List<Object> row : rows) {
      long times = row.getLast() == null ? 0 : (long) row.getLast();
      for (long i = 0; i < times; i++) {
        out.add(row.subList(0, row.size() - 1));
      }
    }
    return out;
  }
}
