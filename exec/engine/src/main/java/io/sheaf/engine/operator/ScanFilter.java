package io.sheaf.engine.operator;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.connector.ColumnFilter;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.engine.expression.CompiledFilter;
import io.sheaf.engine.expression.ExprCompiler;
import io.sheaf.engine.join.KeyBounds;
import io.sheaf.engine.join.KeyMembership;
import io.sheaf.plan.Expr;
import io.sheaf.plan.InputColumns;
import io.sheaf.plan.PhysicalPlan.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a scan applies inside the reader: the plan's exact condition, then the keys of joins above it,
 * which are known when the scan starts. Immutable.
 *
 * @param condition over the scan's output columns, or null
 */
public record ScanFilter(Expr condition, List<Key> keys) {
  /** A join key: rows whose value in this output column was not built are dropped. */
  public record Key(int column, JoinKeys join) {}

  /**
   * The filter for readers.
   *
   * @param filter exact, or null when there is none
   * @param isEmpty whether no row can pass
   */
  record Ready(ScanPredicate predicate, ColumnFilter filter, boolean isEmpty) {}

  private record Member(int position, KeyMembership keys) {}

  public ScanFilter {
    keys = List.copyOf(keys);
  }

  Ready prepare(Scan scan) {
    List<ScanPredicate.Condition> conditions = new ArrayList<>(scan.predicate().conditions());
    List<Key> known = new ArrayList<>();
    TreeSet<Integer> columns = new TreeSet<>();
    boolean empty = false;
    for (Key key : keys) {
      KeyBounds bounds = key.join().bounds().get();
      if (bounds != null) {
        empty |= bounds.min() > bounds.max();
        addRange(scan, key.column(), bounds, conditions);
      }
      if (key.join().membership().get() != null) {
        known.add(key);
        columns.add(key.column());
      }
    }
    if (condition != null) {
      columns.addAll(InputColumns.of(condition));
    }
    return new Ready(
        new ScanPredicate(conditions), columnFilter(List.copyOf(columns), known), empty);
  }

  private static void addRange(
      Scan scan, int column, KeyBounds bounds, List<ScanPredicate.Condition> conditions) {
    if (scan.schema().type(column) instanceof DataType.Simple) {
      conditions.add(
          new ScanPredicate.Range(
              scan.columns().get(column), bounds.min(), true, bounds.max(), true));
    }
  }

  private ColumnFilter columnFilter(List<Integer> columns, List<Key> known) {
    if (columns.isEmpty()) {
      return null;
    }
    CompiledFilter exact =
        condition == null
            ? null
            : ExprCompiler.compileFilter(InputColumns.remap(condition, columns::indexOf));
    List<Member> members =
        known.stream()
            .map(k -> new Member(columns.indexOf(k.column()), k.join().membership().get()))
            .toList();
    return new Combined(columns, exact, members);
  }

  private record Combined(List<Integer> columns, CompiledFilter exact, List<Member> members)
      implements ColumnFilter {
    @Override
    public Evaluation open() {
      return new CombinedEvaluation(exact == null ? null : exact.open(), members);
    }
  }

  /** The filter of one thread; stops looking keys up that hardly drop anything. */
  private static final class CombinedEvaluation implements ColumnFilter.Evaluation {
    private static final long ROWS_TO_JUDGE = 32_768;
    private static final double WORTH_IT = 0.8;

    private final CompiledFilter.Evaluation exact;
    private final List<Member> members;
    private final long[] seen;
    private final long[] kept;

    CombinedEvaluation(CompiledFilter.Evaluation exact, List<Member> members) {
      this.exact = exact;
      this.members = members;
      this.seen = new long[members.size()];
      this.kept = new long[members.size()];
    }

    @Override
    public int select(Batch batch, int[] selected) {
      int count;
      if (exact != null) {
        count = exact.select(batch, selected);
      } else {
        count = batch.rows();
        for (int i = 0; i < count; i++) {
          selected[i] = i;
        }
      }
      for (int m = 0; m < seen.length && count > 0; m++) {
        if (seen[m] < ROWS_TO_JUDGE || kept[m] < seen[m] * WORTH_IT) {
          Member member = members.get(m);
          seen[m] += count;
          count = member.keys().select(batch.column(member.position()), selected, count);
          kept[m] += count;
        }
      }
      return count;
    }
  }
}
