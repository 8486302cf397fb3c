package io.sheaf.sql.lower;

import io.sheaf.columnar.Schema;
import io.sheaf.connector.TableRef;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.NestedLoopJoin;
import io.sheaf.plan.PhysicalPlan.Project;
import io.sheaf.plan.PhysicalPlan.Scan;
import io.sheaf.plan.PhysicalPlan.Shared;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/**
 * Finds work that a plan does several times, and has it done once: aggregations and joins that give
 * the same rows, with all the columns that any of their readers wants. Only where they give much
 * fewer rows than they read, as the rows are kept meanwhile. For one plan.
 */
final class SharedSubtrees {
  /** Reading less is not worth keeping anything. */
  private static final double WORTH_ROWS = 100_000;

  /** Rows read for each row kept. */
  private static final double WORTH_RATIO = 4;

  private final IntSupplier ids;
  private final Map<PhysicalPlan, PhysicalPlan> replaced = new IdentityHashMap<>();

  /** {@code ids}: gives the numbers of shared nodes. */
  SharedSubtrees(IntSupplier ids) {
    this.ids = ids;
  }

  private record Candidate(PhysicalPlan node, List<TableRef> tables, int size) {}

  PhysicalPlan share(PhysicalPlan plan) {
    List<Candidate> candidates = new ArrayList<>();
    collect(plan, candidates);
    candidates.sort(Comparator.comparingInt(Candidate::size).reversed());
    for (int i = 0; i < candidates.size() - 1; i++) {
      share(plan, candidates.get(i), candidates.subList(i + 1, candidates.size()));
    }
    return replaced.isEmpty() ? plan : rebuild(plan);
  }

  private static Candidate collect(PhysicalPlan node, List<Candidate> found) {
    if (node instanceof Scan scan) {
      return new Candidate(node, List.of(scan.table()), 1);
    }
    List<PhysicalPlan> below = node instanceof Shared ? List.of() : node.inputs();
    List<Candidate> inputs = below.stream().map(i -> collect(i, found)).toList();
    List<TableRef> tables = inputs.stream().flatMap(i -> i.tables.stream()).toList();
    int size = 1 + inputs.stream().mapToInt(Candidate::size).sum();
    Candidate candidate = new Candidate(node, tables, size);
    boolean works = node instanceof Aggregate || joins(node);
    if ((works || node instanceof Project p && joins(p.input())) && isWorthIt(node)) {
      found.add(candidate);
    }
    return candidate;
  }

  private static boolean joins(PhysicalPlan node) {
    return node instanceof HashJoin || node instanceof NestedLoopJoin;
  }

  private static boolean isWorthIt(PhysicalPlan node) {
    double read = readRows(node);
    return read >= WORTH_ROWS && node.estimate().rows() * WORTH_RATIO <= read;
  }

  private static double readRows(PhysicalPlan node) {
    return node instanceof Scan
        ? node.estimate().rows()
        : node.inputs().stream().mapToDouble(SharedSubtrees::readRows).sum();
  }

  private void share(PhysicalPlan plan, Candidate candidate, List<Candidate> others) {
    if (!isFree(candidate.node, plan)) {
      return;
    }
    List<PhysicalPlan> places = new ArrayList<>(List.of(candidate.node));
    List<int[]> columns = new ArrayList<>();
    PhysicalPlan whole = candidate.node;
    for (Candidate other : others) {
      boolean like =
          other.tables.equals(candidate.tables)
              && places.stream().noneMatch(p -> contains(p, other.node))
              && isFree(other.node, plan);
      MergedPlan merged = like ? MergedPlan.of(whole, other.node) : null;
      if (merged != null) {
        columns.replaceAll(at -> IntStream.of(at).map(c -> merged.first()[c]).toArray());
        if (columns.isEmpty()) {
          columns.add(merged.first());
        }
        columns.add(merged.second());
        places.add(other.node);
        whole = merged.plan();
      }
    }
    if (places.size() > 1) {
      Shared shared = new Shared(ids.getAsInt(), whole);
      for (int i = 0; i < places.size(); i++) {
        replaced.put(places.get(i), pick(shared, columns.get(i), places.get(i).schema()));
      }
    }
  }

  /** Whether a node may be replaced: nothing in or above it is yet, and no join thins its scans. */
  private boolean isFree(PhysicalPlan node, PhysicalPlan plan) {
    return replaced.keySet().stream().noneMatch(r -> contains(r, node) || contains(node, r))
        && !KeyPaths.anyLeadsThrough(plan, node);
  }

  private static boolean contains(PhysicalPlan tree, PhysicalPlan node) {
    return tree == node || tree.inputs().stream().anyMatch(i -> contains(i, node));
  }

  private static PhysicalPlan pick(Shared shared, int[] columns, Schema schema) {
    if (shared.schema().equals(schema)
        && Arrays.equals(columns, IntStream.range(0, schema.size()).toArray())) {
      return shared;
    }
    List<Expr> exprs = new ArrayList<>();
    for (int column : columns) {
      exprs.add(new Expr.InputRef(column, shared.schema().type(column)));
    }
    return new Project(shared, exprs, schema);
  }

  private PhysicalPlan rebuild(PhysicalPlan node) {
    PhysicalPlan other = replaced.get(node);
    return other != null || node.inputs().isEmpty()
        ? other == null ? node : other
        : node.withInputs(node.inputs().stream().map(this::rebuild).toList());
  }
}
