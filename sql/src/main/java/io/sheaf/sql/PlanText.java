package io.sheaf.sql;

import io.sheaf.columnar.Field;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A physical plan as text, a node a line, inputs indented: for EXPLAIN and for tests. */
public final class PlanText {
  private PlanText() {}

  public static String of(PhysicalPlan plan) {
    StringBuilder text = new StringBuilder();
    print(plan, 0, text, new ArrayList<>());
    return text.toString().stripTrailing();
  }

  private static void print(
      PhysicalPlan plan, int depth, StringBuilder text, List<Integer> shared) {
    text.append("  ".repeat(depth)).append(line(plan));
    double rows = plan.estimate().rows();
    if (showsRows(plan) && !Double.isNaN(rows)) {
      text.append("  ~").append(count(rows));
    }
    text.append('\n');
    if (plan instanceof PhysicalPlan.Shared s) {
      if (shared.contains(s.id())) {
        return;
      }
      shared.add(s.id());
    }
    for (PhysicalPlan input : plan.inputs()) {
      print(input, depth + 1, text, shared);
    }
  }

  private static boolean showsRows(PhysicalPlan plan) {
    return switch (plan) {
      case PhysicalPlan.Scan s -> true;
      case PhysicalPlan.Filter f -> true;
      case PhysicalPlan.Aggregate a -> true;
      case PhysicalPlan.HashJoin j -> true;
      case PhysicalPlan.NestedLoopJoin j -> true;
      case PhysicalPlan.Values v -> false;
      case PhysicalPlan.Project p -> false;
      case PhysicalPlan.Sort s -> false;
      case PhysicalPlan.TopN t -> false;
      case PhysicalPlan.Limit l -> false;
      case PhysicalPlan.Window w -> false;
      case PhysicalPlan.UserCode u -> false;
      case PhysicalPlan.PartitionMap m -> false;
      case PhysicalPlan.Repeat r -> false;
      case PhysicalPlan.Union u -> false;
      case PhysicalPlan.Exchange e -> false;
      case PhysicalPlan.ShuffleRead r -> false;
      case PhysicalPlan.Shared s -> false;
      case PhysicalPlan.Write w -> false;
    };
  }

  static String count(double rows) {
    if (rows < 1000) {
      return String.format(Locale.ROOT, "%.0f", rows);
    }
    if (rows < 1e6) {
      return String.format(Locale.ROOT, "%.0fK", rows / 1e3);
    }
    return rows < 1e12
        ? String.format(Locale.ROOT, "%.1fM", rows / 1e6)
        : String.format(Locale.ROOT, "%.0e", rows);
  }

  private static String line(PhysicalPlan plan) {
    return switch (plan) {
      case PhysicalPlan.Scan s -> scan(s);
      case PhysicalPlan.Values v -> "Values " + v.rows().size() + " rows";
      case PhysicalPlan.Filter f -> "Filter " + named(f.condition(), f.input());
      case PhysicalPlan.Project p -> "Project " + project(p);
      case PhysicalPlan.Aggregate a -> aggregate(a);
      case PhysicalPlan.HashJoin j -> join(j);
      case PhysicalPlan.NestedLoopJoin j ->
          j.condition() == null
              ? "CrossJoin " + j.kind()
              : "NestedLoopJoin " + j.kind() + " ON " + both(j.condition(), j.left(), j.right());
      case PhysicalPlan.Sort s -> "Sort " + keys(s.keys(), s.input());
      case PhysicalPlan.TopN t ->
          "TopN " + t.count() + offset(t.offset()) + " BY " + keys(t.keys(), t.input());
      case PhysicalPlan.Limit l ->
          "Limit " + (l.count() == Long.MAX_VALUE ? "ALL" : l.count()) + offset(l.offset());
      case PhysicalPlan.Union u -> "Union";
      case PhysicalPlan.Window w -> window(w);
      case PhysicalPlan.UserCode u -> "UserCode " + u.kind();
      case PhysicalPlan.PartitionMap m -> "Partitions " + m.parts();
      case PhysicalPlan.Repeat r -> "Repeat";
      case PhysicalPlan.Exchange e -> "Exchange " + e.partitioning();
      case PhysicalPlan.ShuffleRead r -> "Stage " + r.shuffle();
      case PhysicalPlan.Shared s -> "Shared " + s.id();
      case PhysicalPlan.Write w -> "Write " + w.target().format() + " " + w.target().location();
    };
  }

  private static String offset(long offset) {
    return offset == 0 ? "" : " OFFSET " + offset;
  }

  private static String scan(PhysicalPlan.Scan scan) {
    String columns =
        scan.schema().fields().stream().map(Field::name).collect(Collectors.joining(", "));
    int pruning = scan.predicate().conditions().size();
    return (scan.isCached() ? "Cached " : "Scan ")
        + FileInfo.shown(scan.table().location())
        + " ("
        + columns
        + ")"
        + (scan.filter() == null ? "" : " WHERE " + named(scan.filter(), scan))
        + (scan.predicate() == ScanPredicate.ALL || pruning == 0 ? "" : " prune " + pruning)
        + (scan.limit() == Long.MAX_VALUE ? "" : " LIMIT " + scan.limit());
  }

  private static String project(PhysicalPlan.Project project) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < project.exprs().size(); i++) {
      String expr = named(project.exprs().get(i), project.input());
      String name = project.schema().field(i).name();
      parts.add(expr.equals(name) || name.startsWith("$") ? expr : expr + " AS " + name);
    }
    return String.join(", ", parts);
  }

  private static String window(PhysicalPlan.Window window) {
    PhysicalPlan input = window.input();
    String partition =
        window.partition().stream()
            .map(column -> input.schema().field(column).name())
            .collect(Collectors.joining(", "));
    return "Window"
        + (partition.isEmpty() ? "" : " PARTITION BY " + partition)
        + (window.order().isEmpty() ? "" : " ORDER BY " + keys(window.order(), input))
        + ": "
        + window.calls().stream()
            .map(call -> names(call.toString(), input))
            .collect(Collectors.joining(", "));
  }

  private static String aggregate(PhysicalPlan.Aggregate aggregate) {
    String groups =
        aggregate.groups().stream()
            .map(g -> aggregate.input().schema().field(g).name())
            .collect(Collectors.joining(", "));
    String calls =
        aggregate.calls().stream()
            .map(c -> names(c.toString(), aggregate.input()))
            .collect(Collectors.joining(", "));
    String step =
        aggregate.step() == PhysicalPlan.AggregateStep.SINGLE ? "" : " " + aggregate.step();
    return "Aggregate"
        + step
        + (groups.isEmpty() ? "" : " BY " + groups)
        + (calls.isEmpty() ? "" : ": " + calls);
  }

  private static String join(PhysicalPlan.HashJoin join) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < join.keys().left().size(); i++) {
      keys.add(
          join.left().schema().field(join.keys().left().get(i)).name()
              + (join.keys().nullEqual().get(i) ? " <=> " : " = ")
              + join.right().schema().field(join.keys().right().get(i)).name());
    }
    return "HashJoin "
        + join.kind()
        + (join.nullAware() ? " NULL-AWARE" : "")
        + " ON "
        + String.join(", ", keys)
        + (join.residual() == null
            ? ""
            : " AND " + both(join.residual(), join.left(), join.right()));
  }

  private static String keys(List<io.sheaf.plan.SortKey> keys, PhysicalPlan input) {
    return keys.stream().map(k -> names(k.toString(), input)).collect(Collectors.joining(", "));
  }

  private static String named(Expr expr, PhysicalPlan input) {
    return names(expr.toString(), input);
  }

  private static String both(Expr expr, PhysicalPlan left, PhysicalPlan right) {
    return names(expr.toString(), left.schema().concat(right.schema()).fields());
  }

  private static String names(String text, PhysicalPlan input) {
    return names(text, input.schema().fields());
  }

  /** Puts names in place of #n. */
  private static String names(String text, List<Field> fields) {
    return java.util.regex.Pattern.compile("#(\\d+)")
        .matcher(text)
        .replaceAll(
            match -> {
              int index = Integer.parseInt(match.group(1));
              String name = index < fields.size() ? fields.get(index).name() : match.group();
              return java.util.regex.Matcher.quoteReplacement(
                  name.startsWith("$") ? match.group() : name);
            });
  }
}
