package io.sheaf.engine.stage;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Catalog;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.ScanRequest;
import io.sheaf.connector.Split;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableStatistics.ColumnStatistics;
import io.sheaf.plan.Expr;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan.Scan;
import io.sheaf.plan.ScalarFunction;
import io.sheaf.plan.TableFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tables that are read by ranges of a column in whose order they lie: which these are, as far as
 * statistics tell, and what a task reads of them. For one thread.
 */
public final class ScanRanges implements TableFacts {
  /** All tasks together may have to look at so much more than there is. */
  private static final double MOST_READ = 1.7;

  /** The busiest task may have so much more than its share. */
  private static final double MOST_UNEVEN = 1.25;

  /** Beyond it differences of keys might overflow. */
  private static final long LARGEST_KEY = Long.MAX_VALUE / 4;

  private final Catalog catalog;

  public ScanRanges(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public double rows(Scan scan) {
    return table(scan).map(table -> table.statistics().rows()).orElse(Double.NaN);
  }

  /** Empty where it is gone meanwhile, which is for the tasks to say. */
  private Optional<Table> table(Scan scan) {
    try {
      return Optional.of(catalog.resolve(scan.table()));
    } catch (SheafException e) {
      return Optional.empty();
    }
  }

  /** Only where it is certain that nothing is NULL: those are in no range. */
  private static Optional<ColumnStatistics> ordered(Table table, int column) {
    ColumnStatistics known = table.statistics().columns().get(column);
    return known.exact() && known.nulls() == 0 ? Optional.of(known) : Optional.empty();
  }

  @Override
  public List<Long> bounds(Scan scan, int column, int partitions) {
    DataType type = scan.schema().type(column);
    ColumnStatistics known =
        table(scan)
            .flatMap(table -> ordered(table, scan.columns().get(column)))
            .orElse(ColumnStatistics.UNKNOWN);
    if (type != DataType.Simple.INTEGER && type != DataType.Simple.BIGINT
        || !(known.min() instanceof Long min)
        || !(known.max() instanceof Long max)
        || max < min
        || min < -LARGEST_KEY
        || max > LARGEST_KEY) {
      return List.of();
    }
    List<Long> bounds = new ArrayList<>();
    for (int i = 1; i < partitions; i++) {
      bounds.add(min + Math.round((max - min + 1.0) * i / partitions));
    }
    return bounds;
  }

  @Override
  public boolean splits(Scan scan, int column, List<Long> bounds) {
    int of = scan.columns().get(column);
    Table table = table(scan).filter(t -> ordered(t, of).isPresent()).orElse(null);
    if (table == null) {
      return false;
    }
    Map<Split, Integer> readers = new HashMap<>();
    List<List<Split>> shares = new ArrayList<>();
    for (int i = 0; i <= bounds.size(); i++) {
      ScanPredicate range = new ScanPredicate(List.of(range(of, bounds, i)));
      List<Split> share =
          table.splits(new ScanRequest(scan.columns(), range, null, Long.MAX_VALUE, 1), 0);
      share.forEach(split -> readers.merge(split, 1, Integer::sum));
      shares.add(share);
    }
    double total = readers.keySet().stream().mapToDouble(Split::rows).sum();
    double read = 0;
    double largest = 0;
    for (List<Split> share : shares) {
      double rows = 0;
      for (Split split : share) {
        read += split.rows();
        rows += (double) split.rows() / readers.get(split);
      }
      largest = Math.max(largest, rows);
    }
    return total > 0 && read <= total * MOST_READ && largest * shares.size() <= total * MOST_UNEVEN;
  }

  /** The outermost ranges are open: statistics decide the speed alone. */
  private static ScanPredicate.Range range(int column, List<Long> bounds, int number) {
    return new ScanPredicate.Range(
        column,
        number == 0 ? null : bounds.get(number - 1),
        true,
        number == bounds.size() ? null : bounds.get(number),
        false);
  }

  /** The scan of one of the ranges. */
  static Scan scan(Scan scan, Partitioning.Range ranges, int number) {
    ScanPredicate.Range range = range(scan.columns().get(ranges.column()), ranges.bounds(), number);
    List<ScanPredicate.Condition> conditions = new ArrayList<>(scan.predicate().conditions());
    conditions.add(range);
    List<Expr> exact = new ArrayList<>();
    if (range.low() instanceof Long low) {
      exact.add(compare(scan, ranges.column(), ScalarFunction.GREATER_OR_EQUAL, low));
    }
    if (range.high() instanceof Long high) {
      exact.add(compare(scan, ranges.column(), ScalarFunction.LESS, high));
    }
    if (scan.filter() instanceof Expr.Call call && call.function() == ScalarFunction.AND) {
      exact.addAll(call.args());
    } else if (scan.filter() != null) {
      exact.add(scan.filter());
    }
    return new Scan(
        scan.table(),
        scan.tableSchema(),
        scan.columns(),
        new ScanPredicate(conditions),
        Expr.and(exact),
        scan.limit(),
        scan.estimate());
  }

  private static Expr compare(Scan scan, int column, ScalarFunction function, long bound) {
    DataType type = scan.schema().type(column);
    Object value = type == DataType.Simple.INTEGER ? (Object) (int) bound : (Object) bound;
    return new Expr.Call(
        function,
        List.of(new Expr.InputRef(column, type), new Expr.Literal(value, type)),
        DataType.Simple.BOOLEAN);
  }
}
