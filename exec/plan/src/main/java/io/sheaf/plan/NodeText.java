package io.sheaf.plan;

import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.TableRef;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One plan node as one line, with columns by name. */
final class NodeText {
  private static final int SHOWN_VALUES = 3;

  private NodeText() {}

  static String of(PhysicalPlan node) {
    return switch (node) {
      case Scan s -> scan(s);
      case PhysicalPlan.Values v -> values(v);
      case PhysicalPlan.Filter f -> "Filter " + expr(f.condition(), f.input().schema());
      case PhysicalPlan.Project p -> project(p);
      case Aggregate a -> aggregate(a);
      case HashJoin j -> hashJoin(j);
      case PhysicalPlan.NestedLoopJoin j ->
          "NestedLoopJoin "
              + j.kind()
              + (j.condition() == null
                  ? ""
                  : " on " + expr(j.condition(), both(j.left(), j.right())));
      case PhysicalPlan.Sort s -> "Sort " + keys(s.keys(), s.schema());
      case PhysicalPlan.TopN t ->
          "TopN " + t.count() + offset(t.offset()) + " by " + keys(t.keys(), t.schema());
      case PhysicalPlan.Window w -> window(w);
      case PhysicalPlan.UserCode u -> "UserCode " + u.kind() + " " + u.partitions();
      case PhysicalPlan.PartitionMap m ->
          "Partitions " + m.partitions() + " as " + m.parts().size();
      case PhysicalPlan.Repeat r -> "Repeat by " + r.input().schema().fields().getLast().name();
      case PhysicalPlan.Limit l ->
          "Limit " + (l.count() == Long.MAX_VALUE ? "all" : l.count()) + offset(l.offset());
      case PhysicalPlan.Union u -> "Union";
      case PhysicalPlan.Exchange e -> "Exchange " + partitioning(e.partitioning(), e.schema());
      case PhysicalPlan.ShuffleRead r -> "Stage " + r.shuffle();
      case PhysicalPlan.Shared s -> "Shared " + s.id();
      case PhysicalPlan.Write w ->
          write(w.step())
              + w.target().format()
              + " "
              + new TableRef(w.target().format(), w.target().location()).shortName();
    };
  }

  private static String write(PhysicalPlan.WriteStep step) {
    return switch (step) {
      case PhysicalPlan.WriteStep.Whole w -> "Write ";
      case PhysicalPlan.WriteStep.Files f -> "Write files of ";
      case PhysicalPlan.WriteStep.Publish p -> "Publish ";
    };
  }

  private static String scan(Scan scan) {
    StringBuilder text = new StringBuilder(scan.isCached() ? "Cached " : "Scan ");
    text.append(scan.table().shortName());
    text.append(names(scan.columns(), scan.tableSchema()));
    if (scan.filter() != null) {
      text.append(" where ").append(expr(scan.filter(), scan.schema()));
    }
    if (scan.limit() != Long.MAX_VALUE) {
      text.append(" limit ").append(scan.limit());
    }
    return text.toString();
  }

  private static String values(PhysicalPlan.Values values) {
    String shown =
        values.rows().stream()
            .limit(SHOWN_VALUES)
            .map(r -> r.stream().map(Expr::toString).collect(Collectors.joining(", ", "(", ")")))
            .collect(Collectors.joining(", "));
    int more = values.rows().size() - SHOWN_VALUES;
    return "Values"
        + (shown.isEmpty() ? "" : " " + shown)
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static String project(PhysicalPlan.Project project) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < project.exprs().size(); i++) {
      String text = expr(project.exprs().get(i), project.input().schema());
      String name = project.schema().field(i).name();
      parts.add(text.equals(name) ? name : name + " := " + text);
    }
    return "Project " + String.join(", ", parts);
  }

  private static String aggregate(Aggregate a) {
    Schema in = a.input().schema();
    StringBuilder text = new StringBuilder("Aggregate");
    if (a.step() != PhysicalPlan.AggregateStep.SINGLE) {
      text.append(' ').append(a.step());
    }
    if (!a.groups().isEmpty()) {
      text.append(" by ").append(names(a.groups(), in));
    }
    if (!a.calls().isEmpty()) {
      text.append(" computing ");
      text.append(
          a.calls().stream().map(c -> named(c.toString(), in)).collect(Collectors.joining(", ")));
    }
    return text.toString();
  }

  private static String window(PhysicalPlan.Window w) {
    Schema in = w.input().schema();
    return "Window"
        + (w.partition().isEmpty() ? "" : " by " + names(w.partition(), in))
        + (w.order().isEmpty() ? "" : " in order of " + keys(w.order(), in))
        + " computing "
        + w.calls().stream().map(c -> named(c.toString(), in)).collect(Collectors.joining(", "));
  }

  private static String hashJoin(HashJoin j) {
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < j.keys().left().size(); i++) {
      conditions.add(
          name(j.left().schema(), j.keys().left().get(i))
              + (j.keys().nullEqual().get(i) ? " is " : " = ")
              + name(j.right().schema(), j.keys().right().get(i)));
    }
    return "HashJoin "
        + j.kind()
        + (j.nullAware() ? " null-aware" : "")
        + " on "
        + String.join(" and ", conditions)
        + (j.residual() == null ? "" : " if " + expr(j.residual(), both(j.left(), j.right())));
  }

  static String partitioning(Partitioning partitioning, Schema schema) {
    return switch (partitioning) {
      case Partitioning.Single s -> "single";
      case Partitioning.Broadcast b -> "broadcast";
      case Partitioning.Replicated r -> "replicated";
      case Partitioning.Range r ->
          "by ranges of " + name(schema, r.column()) + " " + r.partitions();
      case Partitioning.Hash h -> "hash" + names(h.columns(), schema) + " " + h.partitions();
      case Partitioning.Numbered n -> "by " + name(schema, n.column()) + " " + n.partitions();
      case Partitioning.RoundRobin r -> "even " + r.partitions();
      case Partitioning.Kept k -> "kept as " + k.name();
    };
  }

  private static String offset(long offset) {
    return offset == 0 ? "" : " offset " + offset;
  }

  private static String keys(List<SortKey> keys, Schema schema) {
    return keys.stream().map(k -> named(k.toString(), schema)).collect(Collectors.joining(", "));
  }

  private static String names(List<Integer> columns, Schema schema) {
    return columns.stream().map(c -> name(schema, c)).collect(Collectors.joining(", ", "[", "]"));
  }

  private static Schema both(PhysicalPlan left, PhysicalPlan right) {
    return left.schema().concat(right.schema());
  }

  static String expr(Expr expr, Schema input) {
    String text = named(expr.toString(), input);
    boolean wrapped = text.startsWith("(") && text.endsWith(")") && closes(text);
    return wrapped ? text.substring(1, text.length() - 1) : text;
  }

  /** Whether the first parenthesis closes at the very end. */
  private static boolean closes(String text) {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '\'';
      depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0 && !quoted && i < text.length() - 1) {
        return false;
      }
    }
    return true;
  }

  /** Replaces {@code #3} outside of quotes by the column's name. */
  private static String named(String text, Schema schema) {
    StringBuilder out = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '\'';
      int end = i + 1;
      while (end < text.length() && Character.isDigit(text.charAt(end))) {
        end++;
      }
      if (c == '#' && !quoted && end > i + 1) {
        out.append(name(schema, Integer.parseInt(text.substring(i + 1, end))));
        i = end - 1;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** The field's name; with its number where the name is not unique or empty. */
  private static String name(Schema schema, int column) {
    if (column >= schema.size()) {
      return "#" + column;
    }
    String name = schema.field(column).name();
    int same = 0;
    for (Field field : schema.fields()) {
      same += field.name().equals(name) ? 1 : 0;
    }
    return same == 1 && !name.isEmpty() ? name : name + "#" + column;
  }
}
