package io.sheaf.engine.operator;

import io.sheaf.columnar.DataType;
import io.sheaf.connector.ColumnFilter;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.engine.EngineSettings.Codegen;
import io.sheaf.engine.expression.CompiledFilter;
import io.sheaf.engine.expression.ExprCompiler;
import io.sheaf.engine.expression.FilterParts;
import io.sheaf.engine.join.KeyMembership;
import io.sheaf.plan.Expr;
import io.sheaf.plan.InputColumns;
import io.sheaf.plan.PhysicalPlan.Scan;
import java.util.ArrayList;
import java.util.List;
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
    List<ColumnFilter.Part> known = new ArrayList<>();
    boolean empty = false;
    for (Key key : keys) {
      KeyMembership values = key.values().get();
      if (values == null || values.matchesNull()) {
        continue;
      }
      empty |= values.min() > values.max();
      addRange(scan, key.column(), values, conditions);
      if (values.isExact()) {
        known.add(new KeyFilter(key.column(), values));
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

  /** Keys come before what may raise an error: that then sees fewer rows. */
  private ColumnFilter columnFilter(List<ColumnFilter.Part> known, Codegen codegen) {
    List<ColumnFilter.Part> parts = new ArrayList<>();
    List<FilterParts.Part> exact = condition == null ? List.of() : FilterParts.of(condition);
    exact.stream()
        .filter(part -> !part.canFail())
        .forEach(part -> parts.add(Exact.of(part, codegen)));
    parts.addAll(known);
    exact.stream()
        .filter(FilterParts.Part::canFail)
        .forEach(part -> parts.add(Exact.of(part, codegen)));
    return parts.isEmpty() ? null : new ColumnFilter(parts);
  }

  private record Exact(List<Integer> columns, boolean canFail, CompiledFilter filter)
      implements ColumnFilter.Part {
    static Exact of(FilterParts.Part part, Codegen codegen) {
      List<Integer> columns = part.columns();
      Expr local = InputColumns.remap(part.condition(), columns::indexOf);
      return new Exact(columns, part.canFail(), ExprCompiler.compileFilter(local, codegen));
    }

    @Override
    public ColumnFilter.Evaluation open() {
      return filter.open()::select;
    }
  }
}
