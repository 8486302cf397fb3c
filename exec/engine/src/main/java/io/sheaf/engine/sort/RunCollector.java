package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.Concat;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.Footprint;
import io.sheaf.columnar.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that are to become a sorted run: kept in the batches that they come in, except that small
 * ones are put together. For one thread.
 */
final class RunCollector {
  /** Batches of fewer rows are worth being copied. */
  private static final int LEAST_ROWS = 4096;

  private final Schema schema;
  private final KeyRanges ranges;
  private final List<Batch> batches = new ArrayList<>();
  private final List<Batch> small = new ArrayList<>();
  private int smallRows;
  private int mostRows;
  private long rows;
  private long bytes;

  RunCollector(Schema schema, SortOrder order) {
    this.schema = schema;
    this.ranges = order.ranges();
  }

  /** Bytes that taking a batch, and sorting its rows later, needs. */
  static long bytes(Batch batch) {
    long constants = 0;
    for (Column column : batch.columns()) {
      constants += column instanceof ConstantColumn ? 16L * batch.selectedRows() : 0;
    }
    return Footprint.bytes(batch) + constants + RunSorter.workingBytes(batch.selectedRows()) + 1024;
  }

  long rows() {
    return rows;
  }

  /** Bytes of the rows alone. */
  long rowBytes() {
    return bytes;
  }

  /** Whether this batch, too, can become part of one run. */
  boolean fits(Batch batch) {
    int count = batch.selectedRows();
    return rows == 0
        || RunSorter.fits(batches.size() + 2, Math.max(mostRows, count) + LEAST_ROWS, rows + count);
  }

  void add(Batch batch) {
    Batch kept = flat(batch.detach());
    ranges.add(kept);
    rows += kept.rows();
    if (kept.rows() >= LEAST_ROWS) {
      keep(kept);
      return;
    }
    small.add(kept);
    smallRows += kept.rows();
    if (smallRows >= LEAST_ROWS) {
      joinSmall();
    }
  }

  private void joinSmall() {
    if (!small.isEmpty()) {
      keep(Concat.batches(schema, small));
      small.clear();
      smallRows = 0;
    }
  }

  private void keep(Batch batch) {
    batches.add(batch);
    bytes += Footprint.bytes(batch);
    mostRows = Math.max(mostRows, batch.rows());
  }

  private static Batch flat(Batch batch) {
    List<Column> columns =
        batch.columns().stream().map(c -> Columns.flatten(c, batch.rows())).toList();
    return Batch.frozen(batch.schema(), columns, batch.rows());
  }

  /** Sorts what has been collected, which is then forgotten. */
  SortedRows sort(RunSorter sorter) {
    joinSmall();
    List<Batch> all = List.copyOf(batches);
    try {
      return sorter.sort(all, ranges);
    } finally {
      clear();
    }
  }

  void clear() {
    batches.clear();
    small.clear();
    smallRows = 0;
    mostRows = 0;
    rows = 0;
    bytes = 0;
    ranges.clear();
  }
}
