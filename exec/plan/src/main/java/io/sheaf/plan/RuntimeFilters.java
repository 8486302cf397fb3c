package io.sheaf.plan;

import io.sheaf.columnar.DataType;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Scan;
import io.sheaf.plan.PhysicalPlan.ShuffleRead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which values of one stage's output tell a scan of another stage, or of the same one's readers,
 * what rows nobody wants: those whose key has no partner. Inside a stage a join tells its probe
 * side by itself what was built; here a key goes to whatever stage the rows come from, and also
 * from the probe side to what is built for it. For one thread.
 */
public final class RuntimeFilters {
  /** Values are worth gathering when so small a part of them is left. */
  private static final double MOST_LEFT = 0.5;

  /** A scan of so many rows waits for the stage that tells what is wanted of it. */
  private static final double ROWS_WORTH_WAITING = 100_000;

  private final List<PhysicalPlan> stages;
  private final TableFacts facts;
  private final Map<Integer, Integer> reads = new HashMap<>();
  private final List<Set<Integer>> needs = new ArrayList<>();
  private final Set<Flow> flows = new LinkedHashSet<>();

  /**
   * A scan need only give rows whose key is among the values of another stage's output.
   *
   * @param source the stage that gives the values
   * @param column of its output
   * @param scan which one of the reading stage's plan, see {@link #scans}
   * @param key column of the scan's output
   * @param waits whether the stage had better not start before the source is complete
   */
  public record Flow(int source, int column, int stage, int scan, int key, boolean waits) {
    /** The same values for another scan, with the same columns. */
    public Flow at(int otherStage, int otherScan) {
      return new Flow(source, column, otherStage, otherScan, key, waits);
    }
  }

  /** A column of a stage's output; all of the values that are asked about are among its values. */
  private record Origin(int stage, int column) {}

  private RuntimeFilters(List<PhysicalPlan> stages, TableFacts facts) {
    this.stages = stages;
    this.facts = facts;
  }

  /**
   * @param stages the plans of all stages, where a {@link ShuffleRead} has the number of another
   *     one, which comes before it
   */
  public static List<Flow> of(List<PhysicalPlan> stages, TableFacts facts) {
    RuntimeFilters found = new RuntimeFilters(stages, facts);
    for (PhysicalPlan stage : stages) {
      Set<Integer> needed = new LinkedHashSet<>();
      found.countReads(stage, needed);
      for (int input : List.copyOf(needed)) {
        needed.addAll(found.needs.get(input));
      }
      found.needs.add(needed);
    }
    for (int stage = 0; stage < stages.size(); stage++) {
      found.visit(stage, stages.get(stage));
    }
    return found.inOrder();
  }

  private void countReads(PhysicalPlan node, Set<Integer> needed) {
    if (node instanceof ShuffleRead r) {
      reads.merge(r.shuffle(), 1, Integer::sum);
      needed.add(r.shuffle());
    }
    node.inputs().forEach(input -> countReads(input, needed));
  }

  /** The scans of a plan in the order of their numbers. */
  public static List<Scan> scans(PhysicalPlan plan) {
    List<Scan> found = new ArrayList<>();
    collect(plan, found);
    return found;
  }

  private static void collect(PhysicalPlan node, List<Scan> found) {
    if (node instanceof Scan s) {
      found.add(s);
    }
    node.inputs().forEach(input -> collect(input, found));
  }

  private void visit(int stage, PhysicalPlan node) {
    node.inputs().forEach(input -> visit(stage, input));
    if (!(node instanceof HashJoin j) || j.nullAware()) {
      return;
    }
    for (int k = 0; k < j.keys().left().size(); k++) {
      int left = j.keys().left().get(k);
      int right = j.keys().right().get(k);
      if (j.keys().nullEqual().get(k) || !isListed(j.left().schema().type(left))) {
        continue;
      }
      if (j.kind().dropsLeft()) {
        push(origins(j.right(), right), new Rows(stage, j.left(), false), left);
      }
      if (j.kind().dropsRight()) {
        push(origins(j.left(), left), new Rows(stage, j.right(), true), right);
      }
    }
  }

  /** Whether values of a type are kept as integers. */
  private static boolean isListed(DataType type) {
    return type.isInteger() || type == DataType.Simple.DATE;
  }

  /**
   * Rows of which some are not wanted.
   *
   * @param unknown whether the scans below do not know by themselves which
   */
  private record Rows(int stage, PhysicalPlan node, boolean unknown) {}

  private void push(List<Origin> origins, Rows rows, int column) {
    if (origins.isEmpty()) {
      return;
    }
    KeyDescent.follow(
        rows.node(),
        column,
        new KeyDescent.Ends() {
          @Override
          public void scan(Scan scan, int key) {
            if (rows.unknown()) {
              offer(origins, rows.stage(), scan, key);
            }
          }

          @Override
          public void read(ShuffleRead read, int key) {
            if (reads.get(read.shuffle()) == 1) { // others might want the other rows
              int from = read.shuffle();
              push(origins, new Rows(from, stages.get(from), true), key);
            }
          }
        });
  }

  /** A scan hears of the first stage that knows enough. */
  private void offer(List<Origin> origins, int reader, Scan scan, int key) {
    if (scan.isLocal()) {
      return;
    }
    List<Integer> places = new ArrayList<>();
    List<Scan> scans = scans(stages.get(reader));
    for (int i = 0; i < scans.size(); i++) {
      if (scans.get(i) == scan) {
        places.add(i);
      }
    }
    if (places.size() != 1) {
      return; // the other place might want the other rows
    }
    boolean waits = facts.rows(scan) >= ROWS_WORTH_WAITING;
    origins.stream()
        .filter(o -> o.stage() != reader && !needs.get(o.stage()).contains(reader))
        .filter(o -> isWorthIt(o, scan))
        .min(Comparator.comparingInt(Origin::stage))
        .map(o -> new Flow(o.stage(), o.column(), reader, places.getFirst(), key, waits))
        .ifPresent(flows::add);
  }

  /** Without waits in a circle: each is granted as far as those before it allow it. */
  private List<Flow> inOrder() {
    List<Flow> ordered = new ArrayList<>();
    for (Flow flow : flows) {
      boolean waits = flow.waits() && !needs.get(flow.source()).contains(flow.stage());
      if (waits) {
        for (int stage = 0; stage < stages.size(); stage++) {
          if (stage == flow.stage() || needs.get(stage).contains(flow.stage())) {
            needs.get(stage).add(flow.source());
            needs.get(stage).addAll(needs.get(flow.source()));
          }
        }
      }
      ordered.add(
          new Flow(flow.source(), flow.column(), flow.stage(), flow.scan(), flow.key(), waits));
    }
    return ordered;
  }

  /** Whether few of the values are expected that the scan's table has. */
  private boolean isWorthIt(Origin origin, Scan scan) {
    Scan table = table(stages.get(origin.stage()), origin.column());
    if (table == null) {
      return false;
    }
    double all = facts.rows(table);
    double target = facts.rows(scan);
    double given = stages.get(origin.stage()).estimate().rows();
    boolean few = given <= MOST_LEFT * target && given <= MOST_LEFT * all;
    boolean chosen = table.estimate().rows() <= MOST_LEFT * all && all <= target;
    return few || chosen;
  }

  /** The table whose column this is; null where that is not known. */
  private Scan table(PhysicalPlan node, int column) {
    Scan[] found = new Scan[1];
    KeyDescent.follow(
        node,
        column,
        new KeyDescent.Ends() {
          @Override
          public void scan(Scan scan, int key) {
            found[0] = scan;
          }

          @Override
          public void read(ShuffleRead read, int key) {
            found[0] = table(stages.get(read.shuffle()), key);
          }
        });
    return found[0];
  }

  /** What is known of a column's values, NULL aside. */
  private List<Origin> origins(PhysicalPlan node, int column) {
    return switch (node) {
      case ShuffleRead r when r.partitioning() instanceof Partitioning.Kept -> List.of();
      case ShuffleRead r -> {
        List<Origin> all = new ArrayList<>(List.of(new Origin(r.shuffle(), column)));
        all.addAll(origins(stages.get(r.shuffle()), column));
        yield all;
      }
      case PhysicalPlan.Filter f -> origins(f.input(), column);
      case PhysicalPlan.Project p ->
          p.exprs().get(column) instanceof Expr.InputRef r
              ? origins(p.input(), r.index())
              : List.of();
      case Aggregate a ->
          column < a.groups().size() ? origins(a.input(), a.groups().get(column)) : List.of();
      case HashJoin j -> joined(j, column);
      case PhysicalPlan.NestedLoopJoin j -> side(j.kind(), j.left(), j.right(), column);
      case PhysicalPlan.Sort s -> origins(s.input(), column);
      case PhysicalPlan.TopN t -> origins(t.input(), column);
      case PhysicalPlan.Limit l -> origins(l.input(), column);
      case PhysicalPlan.Window w ->
          column < w.input().schema().size() ? origins(w.input(), column) : List.of();
      case PhysicalPlan.UserCode u -> List.of();
      case PhysicalPlan.PartitionMap m -> List.of();
      case PhysicalPlan.Repeat r -> origins(r.input(), column);
      case PhysicalPlan.Shared s -> origins(s.input(), column);
      case PhysicalPlan.Exchange e -> e.moves() ? List.of() : origins(e.input(), column);
      case Scan s -> List.of();
      case PhysicalPlan.Values v -> List.of();
      case PhysicalPlan.Union u -> List.of();
      case PhysicalPlan.Write w -> List.of();
    };
  }

  private List<Origin> side(JoinKind kind, PhysicalPlan left, PhysicalPlan right, int column) {
    int before = kind.emitsLeft() ? left.schema().size() : 0;
    if (column < before) {
      return origins(left, column);
    }
    int other = column - before;
    return kind.emitsRight() && other < right.schema().size() ? origins(right, other) : List.of();
  }

  /** A key is among the values of the other side's key, too, where it must have a match. */
  private List<Origin> joined(HashJoin j, int column) {
    List<Origin> all = new ArrayList<>(side(j.kind(), j.left(), j.right(), column));
    int before = j.kind().emitsLeft() ? j.left().schema().size() : 0;
    for (int k = 0; k < j.keys().left().size(); k++) {
      if (j.keys().nullEqual().get(k)) {
        continue;
      }
      int left = j.keys().left().get(k);
      int right = j.keys().right().get(k);
      if (column == left && column < before && matchesLeft(j.kind())) {
        all.addAll(origins(j.right(), right));
      }
      if (column == right + before && matchesRight(j.kind())) {
        all.addAll(origins(j.left(), left));
      }
    }
    return all;
  }

  private static boolean matchesLeft(JoinKind kind) {
    return kind == JoinKind.INNER || kind == JoinKind.SEMI || kind == JoinKind.RIGHT;
  }

  private static boolean matchesRight(JoinKind kind) {
    return kind == JoinKind.INNER || kind == JoinKind.LEFT || kind == JoinKind.RIGHT_SEMI;
  }
}
