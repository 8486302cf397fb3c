package io.sheaf.connector.memory;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.RowGate;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.ScanRequest;
import java.util.ArrayList;
import java.util.List;

/** Reads a range of rows of frozen batches; whole batches pass without a copy. */
final class MemoryStream implements BatchStream {
  private final List<Batch> batches;
  private final Schema schema;
  private final ScanRequest request;
  private final ScanContext context;
  private final RowGate gate;
  private long left;
  private int batch;
  private int row;

  MemoryStream(
      List<Batch> batches,
      Schema schema,
      MemoryTable.RowRange range,
      ScanRequest request,
      ScanContext context) {
    this.batches = batches;
    this.schema = schema;
    this.request = request;
    this.context = context;
    this.gate = new RowGate(request);
    this.left = range.rows();
    long skip = range.first();
    while (left > 0 && skip >= batches.get(batch).rows()) {
      skip -= batches.get(batch++).rows();
    }
    row = (int) skip;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Batch next() {
    while (left > 0 && !gate.done()) {
      context.checkCancelled();
      Batch source = batches.get(batch);
      int count = (int) Math.min(Math.min(left, request.batchRows()), source.rows() - row);
      Batch passed = gate.pass(slice(source, row, count));
      row += count;
      left -= count;
      if (row == source.rows()) {
        batch++;
        row = 0;
      }
      if (passed != null) {
        return passed;
      }
    }
    return null;
  }

  private Batch slice(Batch source, int from, int count) {
    boolean whole = from == 0 && count == source.rows();
    int[] rows = null;
    List<Column> columns = new ArrayList<>(request.columns().size());
    for (int index : request.columns()) {
      Column column = source.column(index);
      if (!whole) {
        rows = rows == null ? range(from, count) : rows;
        column = Columns.gather(column, rows, count);
      }
      columns.add(column);
    }
    return Batch.frozen(schema, columns, count);
  }

  private static int[] range(int from, int count) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = from + i;
    }
    return rows;
  }

  @Override
  public void close() {
    left = 0;
  }
}
