package io.sheaf.plan;

import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Limit;
import io.sheaf.plan.PhysicalPlan.NestedLoopJoin;
import io.sheaf.plan.PhysicalPlan.Project;
import io.sheaf.plan.PhysicalPlan.TopN;
import io.sheaf.plan.PhysicalPlan.Union;
import io.sheaf.plan.PhysicalPlan.Write;
import io.sheaf.plan.PhysicalPlan.WriteStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Distribution as a pure function: a plan for one partition becomes one for many, with exchanges
 * where a node's requirement is not met by what its input provides. The result has all rows in one
 * partition.
 *
 * <p>Provided is one of: {@link Partitioning.Single}, {@link Partitioning.Hash} or {@link
 * Partitioning.Range} on output columns, or null for rows spread anyhow.
 */
public final class ExchangePlacement {
  /** Builds of at most so many rows go to every partition instead of spreading both sides. */
  public static final double BROADCAST_ROWS = 10_000;

  /** No larger build goes to every partition. */
  private static final double BROADCAST_BYTES = 64 << 20;

  /** So few groups are gathered where the result is made, without a stage of their own. */
  private static final double GATHERED_GROUPS = 10_000;

  private final int partitions;
  private final SmallInputs small;
  private final Map<PhysicalPlan.Scan, Partitioning.Range> ranges;

  /** What works on all rows together at the end, and its inputs down to the first that does not. */
  private final Set<PhysicalPlan> tail = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * A node and how its rows are spread.
   *
   * @param also the same spread by other columns, which hold the same values; or null
   */
  private record Placed(PhysicalPlan node, Partitioning spread, Partitioning also) {
    Placed(PhysicalPlan node, Partitioning spread) {
      this(node, spread, null);
    }

    boolean isSingle() {
      return spread instanceof Partitioning.Single;
    }

    /** Another node with these rows, whose columns have other numbers. */
    Placed as(PhysicalPlan other, IntUnaryOperator moved) {
      Partitioning first = spread == null ? null : spread.withColumns(moved);
      Partitioning second = also == null ? null : also.withColumns(moved);
      return first == null ? new Placed(other, second) : new Placed(other, first, second);
    }

    boolean isSpreadBy(Partitioning wanted) {
      return wanted.equals(spread) || wanted.equals(also);
    }
  }

  private ExchangePlacement(
      int partitions, SmallInputs small, Map<PhysicalPlan.Scan, Partitioning.Range> ranges) {
    this.partitions = partitions;
    this.small = small;
    this.ranges = ranges;
  }

  /** The plan for so many partitions; exchanges that are in it already stay. */
  public static PhysicalPlan place(PhysicalPlan plan, int partitions) {
    return place(plan, partitions, TableFacts.NONE);
  }

  /** The plan for so many partitions; exchanges that are in it already stay. */
  public static PhysicalPlan place(PhysicalPlan plan, int partitions, TableFacts facts) {
    ExchangePlacement placement =
        new ExchangePlacement(
            partitions,
            new SmallInputs(partitions, facts),
            RangePlacement.of(plan, partitions, facts));
    placement.findTail(plan);
    return placement.single(placement.visit(plan)).node();
  }

  /**
   * The plan for so many partitions, whose rows stay where they are: in no order, in any number of
   * partitions.
   */
  public static PhysicalPlan spread(PhysicalPlan plan, int partitions, TableFacts facts) {
    return new ExchangePlacement(
            partitions,
            new SmallInputs(partitions, facts),
            RangePlacement.of(plan, partitions, facts))
        .visit(plan)
        .node();
  }

  private void findTail(PhysicalPlan node) {
    tail.add(node);
    if (node instanceof Project
        || node instanceof PhysicalPlan.Filter
        || node instanceof PhysicalPlan.Sort
        || node instanceof TopN
        || node instanceof Limit) {
      findTail(node.inputs().getFirst());
    }
  }

  /**
   * The plan with exchanges above tables that only this JVM can read, which spread their rows over
   * so many partitions.
   */
  public static PhysicalPlan spreadLocal(PhysicalPlan plan, int partitions) {
    if (plan instanceof PhysicalPlan.Scan s && s.isLocal()) {
      return new Exchange(s, new Partitioning.RoundRobin(partitions));
    }
    if (plan instanceof Exchange e && e.isKept()) {
      return e; // its rows are spread already
    }
    return plan.withInputs(
        plan.inputs().stream().map(input -> spreadLocal(input, partitions)).toList());
  }

  private Placed visit(PhysicalPlan node) {
    return switch (node) {
      case PhysicalPlan.Scan s -> scan(s);
      case PhysicalPlan.Values v -> new Placed(v, new Partitioning.Single());
      case PhysicalPlan.Filter f -> same(f, visit(f.input()));
      case Project p -> project(p, visit(p.input()));
      case Aggregate a -> AggregatePlacement.isSplit(a) ? split(a) : whole(a);
      case HashJoin j -> hashJoin(j);
      case NestedLoopJoin j -> nestedLoop(j, visit(j.left()));
      case PhysicalPlan.Sort s -> same(s, single(visit(s.input())));
      case TopN t -> topN(t, visit(t.input()));
      case Limit l -> limit(l, visit(l.input()));
      case Union u -> union(u);
      // The columns keep their places, so what they are spread by stays true.
      case PhysicalPlan.Repeat r -> same(r, visit(r.input()));
      case PhysicalPlan.Window w -> window(w, visit(w.input()));
      case Exchange e when !e.moves() -> new Placed(e, e.partitioning());
      case Exchange e when e.isKept() -> new Placed(e, null);
      case Exchange e ->
          new Placed(e.withInputs(List.of(visit(e.input()).node())), e.partitioning());
      case PhysicalPlan.UserCode u ->
          new Placed(within(u), u.partitions() == 1 ? new Partitioning.Single() : null);
      case PhysicalPlan.PartitionMap m ->
          new Placed(within(m), m.parts().size() == 1 ? new Partitioning.Single() : null);
      case PhysicalPlan.ShuffleRead r -> new Placed(r, r.partitioning());
      case PhysicalPlan.Shared s -> same(s, shared(visit(s.input())));
      case Write w -> write(w, visit(w.input()));
    };
  }

  /** What code reads lies in partitions as its author wants it, down to the exchanges. */
  private PhysicalPlan within(PhysicalPlan node) {
    return node.withInputs(
        node.inputs().stream()
            .map(in -> in instanceof Exchange ? visit(in).node() : within(in))
            .toList());
  }

  private Placed scan(PhysicalPlan.Scan s) {
    Partitioning.Range range = ranges.get(s);
    if (range != null) {
      return exchange(new Placed(s, null), range);
    }
    return new Placed(s, partitions == 1 ? new Partitioning.Single() : null);
  }

  private static Placed same(PhysicalPlan node, Placed input) {
    return new Placed(node.withInputs(List.of(input.node())), input.spread(), input.also());
  }

  private Placed single(Placed input) {
    return input.isSingle() ? input : exchange(input, new Partitioning.Single());
  }

  private static Placed exchange(Placed input, Partitioning wanted) {
    return new Placed(new Exchange(input.node(), wanted), wanted);
  }

  private static Placed broadcast(Placed input) {
    PhysicalPlan early =
        input.isSingle() ? AggregatePlacement.finishEverywhere(input.node()) : null;
    Partitioning all = new Partitioning.Broadcast();
    return early == null ? exchange(input, all) : new Placed(early, all);
  }

  private static Placed project(Project project, Placed input) {
    PhysicalPlan node = project.withInputs(List.of(input.node()));
    return input.as(node, column -> outputOf(project, column));
  }

  private static int outputOf(Project project, int column) {
    for (int i = 0; i < project.exprs().size(); i++) {
      if (project.exprs().get(i) instanceof Expr.InputRef r && r.index() == column) {
        return i;
      }
    }
    return -1;
  }

  private Placed window(PhysicalPlan.Window w, Placed input) {
    if (completes(input, w.partition())) {
      return same(w, input);
    }
    return same(w, w.partition().isEmpty() ? single(input) : exchange(input, hash(w.partition())));
  }

  /** An aggregation whose groups are complete in each partition, by moving its input if need be. */
  private Placed whole(Aggregate a) {
    Placed input = visit(a.input());
    if (!completes(input, a.groups())) {
      input = a.groups().isEmpty() ? single(input) : exchange(input, hash(a.groups()));
    }
    return grouped(a, input);
  }

  /** States where the rows are, results where the states of a group meet. */
  private Placed split(Aggregate a) {
    Placed input = visit(a.input());
    if (completes(input, a.groups())) {
      return grouped(a, input);
    }
    Aggregate partial = AggregatePlacement.partial(a, input.node());
    Placed states = new Placed(partial, null);
    List<Integer> keys = AggregatePlacement.finalGroups(a);
    boolean gathers = keys.isEmpty() || tail.contains(a) && a.estimate().rows() <= GATHERED_GROUPS;
    states = gathers ? single(states) : exchange(states, hash(keys));
    return grouped(AggregatePlacement.finish(a, states.node()), states);
  }

  private static Placed grouped(Aggregate a, Placed input) {
    PhysicalPlan node = a.withInputs(List.of(input.node()));
    return input.as(node, a.groups()::indexOf);
  }

  /** Whether rows that agree in these columns are in one partition. */
  private static boolean completes(Placed input, List<Integer> columns) {
    return completes(input.spread(), columns) || completes(input.also(), columns);
  }

  private static boolean completes(Partitioning spread, List<Integer> columns) {
    return switch (spread) {
      case null -> false;
      case Partitioning.Single s -> true;
      case Partitioning.Hash h -> columns.containsAll(h.columns());
      case Partitioning.Range r -> columns.contains(r.column());
      case Partitioning.RoundRobin r -> false;
      case Partitioning.Numbered n -> false;
      case Partitioning.Broadcast b -> false;
      case Partitioning.Replicated r -> false;
      case Partitioning.Kept k -> false;
    };
  }

  private Partitioning hash(List<Integer> columns) {
    return new Partitioning.Hash(columns, partitions);
  }

  private Placed hashJoin(HashJoin j) {
    if (!j.kind().tracksLeft() && !small.contains(j.right()) && small.contains(j.left())) {
      return joined(j, replicated(j.left()), visit(j.right()));
    }
    Placed left = visit(j.left());
    if (!left.isSingle() && !j.kind().tracksRight() && small.contains(j.right())) {
      return joined(j, left, replicated(j.right()));
    }
    Placed right = visit(j.right());
    if (left.isSingle()) {
      return joined(j, left, single(right));
    }
    if (meet(j, left, right)) {
      return joined(j, left, right);
    }
    if (!j.kind().tracksRight()
        && (j.nullAware() || isSmall(j.right()) || isLessToBroadcast(j, left, right))) {
      return joined(j, left, broadcast(right));
    }
    Placed build = byKeys(right, j.keys().right());
    boolean moves = !left.isSpreadBy(hash(j.keys().left()));
    Placed probe = moves && ProbeReduction.pays(j, partitions) ? reduced(j, left, build) : left;
    return joined(j, byKeys(probe, j.keys().left()), build);
  }

  private static boolean meet(HashJoin j, Placed left, Placed right) {
    return RangePlacement.meet(j, left.spread(), right.spread())
        || RangePlacement.meet(j, left.also(), right.spread())
        || RangePlacement.meet(j, left.spread(), right.also())
        || RangePlacement.meet(j, left.also(), right.also());
  }

  /** The left rows that have a partner, as far as every partition can tell by the built keys. */
  private static Placed reduced(HashJoin j, Placed left, Placed build) {
    if (!(build.node() instanceof Exchange)) {
      return left; // it would be computed twice
    }
    Exchange keys =
        new Exchange(ProbeReduction.keys(j, build.node()), new Partitioning.Broadcast());
    return new Placed(ProbeReduction.semiJoin(j, left.node(), keys), left.spread(), left.also());
  }

  private Placed byKeys(Placed input, List<Integer> keys) {
    return input.isSpreadBy(hash(keys)) ? input : exchange(input, hash(keys));
  }

  /**
   * Whether fewer bytes move when every partition gets the whole build side. Its keys then reach
   * the scans of the other side, too, as they are in the same stage.
   */
  private boolean isLessToBroadcast(HashJoin j, Placed left, Placed right) {
    double build = j.right().estimate().bytes();
    double spread =
        moved(left, j.left(), j.keys().left()) + moved(right, j.right(), j.keys().right());
    return build <= BROADCAST_BYTES && build * partitions <= spread;
  }

  /** Bytes that move when an input is spread by keys; not a number where nothing is known. */
  private double moved(Placed input, PhysicalPlan planned, List<Integer> keys) {
    return input.isSpreadBy(hash(keys)) ? 0 : planned.estimate().bytes();
  }

  private static boolean isSmall(PhysicalPlan build) {
    return build.estimate().rows() <= BROADCAST_ROWS;
  }

  private static Placed joined(PhysicalPlan join, Placed left, Placed right) {
    PhysicalPlan node = join.withInputs(List.of(left.node(), right.node()));
    // Left columns come first in the output and keep their values where all right rows are there.
    if (left.isSingle() || isEverywhere(right)) {
      return new Placed(node, left.spread(), left.also());
    }
    if (!(join instanceof HashJoin j)) {
      return new Placed(node, null);
    }
    if (j.kind().tracksRight() || isEverywhere(left)) {
      return new Placed(node, j.kind().tracksLeft() ? null : shifted(right.spread(), j));
    }
    Partitioning also = j.kind() == JoinKind.INNER ? shifted(right.spread(), j) : left.also();
    return new Placed(node, left.spread(), also);
  }

  private static boolean isEverywhere(Placed input) {
    return switch (input.spread()) {
      case null -> false;
      case Partitioning.Broadcast b -> true;
      case Partitioning.Replicated r -> true;
      case Partitioning.Single s -> false;
      case Partitioning.Hash h -> false;
      case Partitioning.Range r -> false;
      case Partitioning.RoundRobin r -> false;
      case Partitioning.Numbered n -> false;
      case Partitioning.Kept k -> false;
    };
  }

  /** How the right input is spread, by the columns of the join. */
  private static Partitioning shifted(Partitioning right, HashJoin j) {
    int before = j.kind().emitsLeft() ? j.left().schema().size() : 0;
    return right == null ? null : right.withColumns(column -> column + before);
  }

  private static Placed replicated(PhysicalPlan input) {
    Partitioning all = new Partitioning.Replicated();
    return new Placed(new Exchange(input, all), all);
  }

  private Placed nestedLoop(NestedLoopJoin j, Placed left) {
    if (!left.isSingle() && !j.kind().tracksRight() && small.contains(j.right())) {
      return joined(j, left, replicated(j.right()));
    }
    Placed right = visit(j.right());
    if (left.isSingle() || j.kind().tracksRight()) {
      return joined(j, single(left), single(right));
    }
    return joined(j, left, broadcast(right));
  }

  private Placed topN(TopN t, Placed input) {
    long wanted = t.offset() + t.count();
    if (input.isSingle() || wanted < 0) {
      return same(t, single(input));
    }
    return same(t, single(same(new TopN(t.input(), t.keys(), 0, wanted), input)));
  }

  private Placed limit(Limit l, Placed input) {
    long wanted = l.offset() + l.count();
    if (input.isSingle() || wanted < 0) {
      return same(l, single(input));
    }
    return same(l, single(same(new Limit(l.input(), 0, wanted), input)));
  }

  /** A directory's files are written where the rows are, and put in place where all are known. */
  private Placed write(Write w, Placed input) {
    if (input.isSingle() || !w.target().directory()) {
      return same(w, single(input));
    }
    Write files = new Write(input.node(), new WriteStep.Files(""), w.target());
    return same(
        new Write(files, new WriteStep.Publish(""), w.target()), single(new Placed(files, null)));
  }

  /**
   * What several readers share is a stage of its own, which is computed once for all of them. Where
   * the rows are spread by columns, an exchange below is already shared.
   */
  private Placed shared(Placed input) {
    boolean anyhow = input.spread() == null && input.also() == null;
    return anyhow ? exchange(input, new Partitioning.RoundRobin(partitions)) : input;
  }

  private Placed union(Union u) {
    List<Placed> inputs = u.inputs().stream().map(this::visit).toList();
    boolean all = inputs.stream().allMatch(Placed::isSingle);
    List<PhysicalPlan> nodes = new ArrayList<>();
    for (Placed input : inputs) {
      boolean spreads = input.isSingle() && !all;
      nodes.add(
          spreads ? exchange(input, new Partitioning.RoundRobin(partitions)).node() : input.node());
    }
    return new Placed(u.withInputs(nodes), all ? new Partitioning.Single() : null);
  }
}
