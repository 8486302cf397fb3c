package io.sheaf.parquet.read;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.connector.ColumnFilter;
import io.sheaf.connector.ScanRequest;
import io.sheaf.parquet.prune.RowRanges;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches of ranges of one row group. When there is a filter its columns are decoded first; the
 * others are decoded only for batches in which rows were selected.
 */
public final class RowGroupStream implements BatchStream {
  private final Schema schema;
  private final ScanRequest request;
  private final RowRanges ranges;
  private final PageReader.Source source;
  private final ColumnReader[] readers;
  private final Column[] columns;
  private final ColumnFilter.Evaluation filter;
  private final List<Integer> filterColumns;
  private final Schema filterSchema;
  private final boolean[] filtered;
  private int[] selected = new int[0];
  private int range;
  private long row;
  private long rowsLeft;
  private boolean open = true;

  /**
   * @param readers one a requested column; null for a column that the file lacks
   */
  RowGroupStream(
      Schema schema,
      ScanRequest request,
      RowRanges ranges,
      PageReader.Source source,
      ColumnReader[] readers) {
    this.schema = schema;
    this.request = request;
    this.ranges = ranges;
    this.source = source;
    this.readers = readers;
    this.columns = new Column[readers.length];
    this.filtered = new boolean[readers.length];
    this.rowsLeft = request.limit();
    ColumnFilter wanted = request.filter();
    this.filterColumns = wanted == null ? List.of() : wanted.columns();
    this.filter = wanted == null ? null : wanted.open();
    this.filterSchema = schema.select(filterColumns);
    filterColumns.forEach(c -> filtered[c] = true);
    for (int i = 0; i < readers.length; i++) {
      if (readers[i] == null) {
        columns[i] = new ConstantColumn(Columns.nulls(schema.type(i), 1));
      }
    }
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Batch next() {
    while (open && rowsLeft > 0) {
      source.context().checkCancelled();
      if (range == ranges.ranges().size()) {
        break;
      }
      RowRanges.Range now = ranges.ranges().get(range);
      if (row < now.start()) {
        skip(now.start() - row, null);
        row = now.start();
      }
      int rows = (int) Math.min(request.batchRows(), now.end() - row);
      Batch batch = filter == null ? all(rows) : some(rows);
      row += rows;
      if (row == now.end()) {
        range++;
      }
      if (batch != null) {
        return batch;
      }
    }
    close();
    return null;
  }

  private Batch all(int rows) {
    for (int i = 0; i < readers.length; i++) {
      read(i, rows);
    }
    int wanted = (int) Math.min(rows, rowsLeft);
    rowsLeft -= wanted;
    return Batch.borrowed(schema, List.of(columns), wanted);
  }

  private Batch some(int rows) {
    List<Column> decoded = new ArrayList<>(filterColumns.size());
    for (int column : filterColumns) {
      read(column, rows);
      decoded.add(columns[column]);
    }
    if (selected.length < rows) {
      selected = new int[rows];
    }
    int count = filter.select(Batch.borrowed(filterSchema, decoded, rows), selected);
    if (count == 0) {
      skip(rows, filtered);
      return null;
    }
    for (int i = 0; i < readers.length; i++) {
      if (!filtered[i]) {
        read(i, rows);
      }
    }
    count = (int) Math.min(count, rowsLeft);
    rowsLeft -= count;
    Batch batch = Batch.borrowed(schema, List.of(columns), rows);
    return count == rows ? batch : batch.withSelection(new Selection(selected, count));
  }

  private void read(int column, int rows) {
    if (readers[column] != null) {
      columns[column] = readers[column].read(rows);
    }
  }

  private void skip(long rows, boolean[] but) {
    for (int i = 0; i < readers.length; i++) {
      if (readers[i] != null && (but == null || !but[i])) {
        readers[i].skip(rows);
      }
    }
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    closeAll(readers, source);
  }

  /** Gives back what the readers hold and closes the file. */
  static void closeAll(ColumnReader[] readers, PageReader.Source source) {
    try {
      for (ColumnReader reader : readers) {
        if (reader != null) {
          reader.close();
        }
      }
    } finally {
      source.memory().close();
      source.file().close();
    }
  }
}
