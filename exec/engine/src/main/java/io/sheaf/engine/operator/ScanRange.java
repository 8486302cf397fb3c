package io.sheaf.engine.operator;

import io.sheaf.columnar.DataType;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.ScanRequest;
import io.sheaf.connector.Split;
import io.sheaf.connector.Table;
import io.sheaf.plan.Expr;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan.Scan;
import io.sheaf.plan.ScalarFunction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a task reads of a table that lies in the order of a column: the splits that may hold keys of
 * its range, and of those that may hold keys of other ranges, too, only the rows of its own.
 * Immutable.
 *
 * @param column of the scan's output
 * @param number of the range, from 0
 */
public record ScanRange(int column, List<Long> bounds, int number) {
  public static ScanRange of(Partitioning.Range ranges, int number) {
    return new ScanRange(ranges.column(), ranges.bounds(), number);
  }

  /** The outermost ranges are open, so that every key is in one. */
  public static ScanPredicate.Range keys(int column, List<Long> bounds, int number) {
    return new ScanPredicate.Range(
        column,
        number == 0 ? null : bounds.get(number - 1),
        true,
        number == bounds.size() ? null : bounds.get(number),
        false);
  }

  /** The table's splits that may hold keys of a range; never cut, so that ranges agree on them. */
  public static List<Split> splits(Table table, ScanPredicate.Range keys) {
    ScanPredicate only = new ScanPredicate(List.of(keys));
    return table.splits(new ScanRequest(List.of(keys.column()), only, null, Long.MAX_VALUE, 1), 0);
  }

  private ScanPredicate.Range keys(Scan scan) {
    return keys(scan.columns().get(column), bounds, number);
  }

  /** Splits that may hold keys below this range or above it. */
  Set<Split> edges(Table table, Scan scan) {
    int read = scan.columns().get(column);
    Set<Split> edges = new HashSet<>();
    if (number > 0) {
      Long low = bounds.get(number - 1);
      edges.addAll(splits(table, new ScanPredicate.Range(read, null, true, low, false)));
    }
    if (number < bounds.size()) {
      edges.addAll(
          splits(table, new ScanPredicate.Range(read, bounds.get(number), true, null, true)));
    }
    return edges;
  }

  /** The scan of the splits that may hold keys of this range. */
  public Scan narrowed(Scan scan) {
    List<ScanPredicate.Condition> conditions = new ArrayList<>(scan.predicate().conditions());
    conditions.add(keys(scan));
    return new Scan(
        scan.table(),
        scan.tableSchema(),
        scan.columns(),
        new ScanPredicate(conditions),
        scan.filter(),
        scan.limit(),
        scan.estimate());
  }

  /**
   * The condition of rows of this range.
   *
   * @param more a condition that they must meet, too; or null
   */
  Expr exactly(Scan scan, Expr more) {
    ScanPredicate.Range range = keys(scan);
    List<Expr> exact = new ArrayList<>();
    if (range.low() instanceof Long low) {
      exact.add(compare(scan, ScalarFunction.GREATER_OR_EQUAL, low));
    }
    if (range.high() instanceof Long high) {
      exact.add(compare(scan, ScalarFunction.LESS, high));
    }
    if (more instanceof Expr.Call call && call.function() == ScalarFunction.AND) {
      exact.addAll(call.args());
    } else if (more != null) {
      exact.add(more);
    }
    return Expr.and(exact);
  }

  private Expr compare(Scan scan, ScalarFunction function, long bound) {
    DataType type = scan.schema().type(column);
    Object value = type == DataType.Simple.INTEGER ? (Object) (int) bound : (Object) bound;
    return new Expr.Call(
        function,
        List.of(new Expr.InputRef(column, type), new Expr.Literal(value, type)),
        DataType.Simple.BOOLEAN);
  }
}
