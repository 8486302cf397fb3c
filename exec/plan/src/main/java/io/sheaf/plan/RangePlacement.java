package io.sheaf.plan;

import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Scan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds tables that lie in the order of a key by which they are joined or grouped. Tasks read them
 * by ranges of that key, the same ranges for tables that are joined: rows that belong together are
 * then in one task from the start and need not move. For one thread.
 */
final class RangePlacement {
  private final int partitions;
  private final TableFacts facts;
  private final Map<Scan, Partitioning.Range> ranges = new HashMap<>();

  /** A column of a scan. */
  private record Origin(Scan scan, int column) {}

  private RangePlacement(int partitions, TableFacts facts) {
    this.partitions = partitions;
    this.facts = facts;
  }

  /** By which ranges scans are to be read; others as they please. */
  static Map<Scan, Partitioning.Range> of(PhysicalPlan plan, int partitions, TableFacts facts) {
    RangePlacement placement = new RangePlacement(partitions, facts);
    if (partitions > 1) {
      placement.visit(plan);
    }
    return placement.ranges;
  }

  private void visit(PhysicalPlan node) {
    if (node instanceof PhysicalPlan.Exchange e && e.isKept()) {
      return; // that was placed when it was first computed
    }
    node.inputs().forEach(this::visit);
    if (node instanceof HashJoin j && !j.nullAware()) {
      for (int k = 0; k < j.keys().left().size(); k++) {
        join(origin(j.left(), j.keys().left().get(k)), origin(j.right(), j.keys().right().get(k)));
      }
    }
    if (node instanceof Aggregate a) {
      a.groups().forEach(group -> group(origin(a.input(), group)));
    }
  }

  private void group(Origin origin) {
    if (origin != null && !ranges.containsKey(origin.scan())) {
      List<Long> bounds = facts.bounds(origin.scan(), origin.column(), partitions);
      if (!bounds.isEmpty() && facts.splits(origin.scan(), origin.column(), bounds)) {
        ranges.put(origin.scan(), new Partitioning.Range(origin.column(), bounds));
      }
    }
  }

  private void join(Origin left, Origin right) {
    if (left == null || right == null) {
      return;
    }
    boolean leftFirst =
        ranges.containsKey(left.scan())
            || !ranges.containsKey(right.scan())
                && facts.rows(left.scan()) >= facts.rows(right.scan());
    Origin first = leftFirst ? left : right;
    Origin second = leftFirst ? right : left;
    Partitioning.Range known = ranges.get(first.scan());
    List<Long> bounds =
        known == null
            ? facts.bounds(first.scan(), first.column(), partitions)
            : known.column() == first.column() ? known.bounds() : List.of();
    if (bounds.isEmpty() || ranges.containsKey(second.scan())) {
      return;
    }
    if (facts.splits(second.scan(), second.column(), bounds)
        && (known != null || facts.splits(first.scan(), first.column(), bounds))) {
      ranges.put(first.scan(), new Partitioning.Range(first.column(), bounds));
      ranges.put(second.scan(), new Partitioning.Range(second.column(), bounds));
    }
  }

  /** The scan whose column this is, unchanged; null where there is none. */
  private static Origin origin(PhysicalPlan node, int column) {
    return switch (node) {
      case Scan s -> s.isLocal() || s.limit() != Long.MAX_VALUE ? null : new Origin(s, column);
      case PhysicalPlan.Filter f -> origin(f.input(), column);
      case PhysicalPlan.Project p ->
          p.exprs().get(column) instanceof Expr.InputRef r ? origin(p.input(), r.index()) : null;
      case Aggregate a ->
          column < a.groups().size() ? origin(a.input(), a.groups().get(column)) : null;
      case HashJoin j -> below(j.kind(), j.left(), j.right(), column);
      case PhysicalPlan.NestedLoopJoin j -> below(j.kind(), j.left(), j.right(), column);
      case PhysicalPlan.Shared s -> origin(s.input(), column);
      case PhysicalPlan.UserCode u -> null;
      case PhysicalPlan.PartitionMap m -> null;
      case PhysicalPlan.Repeat r -> null;
      case PhysicalPlan.Window w -> null;
      case PhysicalPlan.Sort s -> null;
      case PhysicalPlan.TopN t -> null;
      case PhysicalPlan.Limit l -> null;
      case PhysicalPlan.Union u -> null;
      case PhysicalPlan.Values v -> null;
      case PhysicalPlan.Exchange e -> null;
      case PhysicalPlan.ShuffleRead r -> null;
      case PhysicalPlan.Write w -> null;
    };
  }

  private static Origin below(JoinKind kind, PhysicalPlan left, PhysicalPlan right, int column) {
    int before = kind.emitsLeft() ? left.schema().size() : 0;
    if (column < before) {
      return origin(left, column);
    }
    return column - before < right.schema().size() && kind.emitsRight()
        ? origin(right, column - before)
        : null;
  }

  /** Whether both inputs of a join are read by the same ranges of a key. */
  static boolean meet(HashJoin j, Partitioning left, Partitioning right) {
    if (j.nullAware()
        || !(left instanceof Partitioning.Range l)
        || !(right instanceof Partitioning.Range r)
        || !Objects.equals(l.bounds(), r.bounds())) {
      return false;
    }
    for (int k = 0; k < j.keys().left().size(); k++) {
      if (j.keys().left().get(k) == l.column() && j.keys().right().get(k) == r.column()) {
        return true;
      }
    }
    return false;
  }
}
