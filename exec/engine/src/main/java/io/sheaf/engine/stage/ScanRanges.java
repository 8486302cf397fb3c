package io.sheaf.engine.stage;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Catalog;
import io.sheaf.connector.Split;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableStatistics.ColumnStatistics;
import io.sheaf.engine.operator.ScanRange;
import io.sheaf.plan.PhysicalPlan.Scan;
import io.sheaf.plan.TableFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which tables may be read by ranges of a column in whose order they lie, as far as statistics
 * tell. For one thread.
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
      List<Split> share = ScanRange.splits(table, ScanRange.keys(of, bounds, i));
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
    // Where ranges cut splits in other ways, nobody could tell which of them are in several.
    return table.statistics().counted()
        && total == table.statistics().rows()
        && read <= total * MOST_READ
        && largest * shares.size() <= total * MOST_UNEVEN;
  }
}
