package io.sheaf.engine.operator;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.connector.ColumnFilter;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.engine.EngineSettings.Codegen;
import io.sheaf.engine.expression.CompiledFilter;
import io.sheaf.engine.expression.ExprCompiler;
import io.sheaf.engine.join.KeyMembership;
import io.sheaf.plan.Expr;
import io.sheaf.plan.InputColumns;
import io.sheaf.plan.PhysicalPlan.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What a scan applies inside the reader: the plan's exact condition, then the keys of joins above
 * it, which are known when the scan starts. Immutable.
 *
 * @param condition over the scan's output columns, or null
 */
public record ScanFilter(Expr condition, List<Key> keys) {
  /**
   * A join key: rows whose value in this output column was not built are dropped.
   *
   * @param values asked when the scan starts; gives null when nothing is known
   */
  public record Key(int column, Supplier<KeyMembership> values) {}

  /**
   * The filter for readers.
   *
   * @param filter exact, or null when there is none
   * @param isEmpty whether no row can pass
   */
  record Ready(ScanPredicate predicate, ColumnFilter filter, boolean isEmpty) {}

  public ScanFilter {
    keys = List.copyOf(keys);
  }

  Ready prepare(Scan scan, Codegen codegen) {
    List<ScanPredicate.Condition> conditions = new ArrayList<>(scan.predicate().conditions());
    SortedMap<Integer, List<KeyMembership>> known = new TreeMap<>();
    boolean empty = false;
    for (Key key : keys) {
      KeyMembership values = key.values().get();
      if (values == null || values.matchesNull()) {
        continue;
      }
      empty |= values.min() > values.max();
      addRange(scan, key.column(), values, conditions);
      if (values.isExact()) {
        known.computeIfAbsent(key.column(), c -> new ArrayList<>()).add(values);
      }
    }
    return new Ready(new ScanPredicate(conditions), columnFilter(known, codegen), empty);
  }

  private static void addRange(
      Scan scan, int column, KeyMembership values, List<ScanPredicate.Condition> conditions) {
    if (scan.schema().type(column) instanceof DataType.Simple) {
      conditions.add(
          new ScanPredicate.Range(
              scan.columns().get(column), values.min(), true, values.max(), true));
    }
  }

  private ColumnFilter columnFilter(
      SortedMap<Integer, List<KeyMembership>> known, Codegen codegen) {
    SortedSet<Integer> used = new TreeSet<>(known.keySet());
    if (condition != null) {
      used.addAll(InputColumns.of(condition));
    }
    if (used.isEmpty()) {
      return null;
    }
    List<Integer> columns = List.copyOf(used);
    CompiledFilter exact =
        condition == null
            ? null
            : ExprCompiler.compileFilter(InputColumns.remap(condition, columns::indexOf), codegen);
    List<KeyFilter> members = new ArrayList<>();
    known.forEach(
        (column, all) ->
            all.forEach(values -> members.add(new KeyFilter(columns.indexOf(column), values))));
    return new Combined(columns, exact, members);
  }

  private record Combined(List<Integer> columns, CompiledFilter exact, List<KeyFilter> members)
      implements ColumnFilter {
    @Override
    public Evaluation open() {
      return new CombinedEvaluation(exact == null ? null : exact.open(), members);
    }
  }

  /** The filter of one thread. */
  private record CombinedEvaluation(CompiledFilter.Evaluation exact, List<KeyFilter> members)
      implements ColumnFilter.Evaluation {

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
      for (int m = 0; m < members.size() && count > 0; m++) {
        count = members.get(m).select(batch, selected, count);
      }
      return count;
    }
  }
}
