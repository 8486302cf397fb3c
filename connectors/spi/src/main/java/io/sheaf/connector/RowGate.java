package io.sheaf.connector;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies a request's exact filter and its limit to whole batches: for readers that decode all
 * columns before they filter. For one thread.
 */
public final class RowGate {
  private final List<ColumnFilter.Part> parts;
  private final List<ColumnFilter.Evaluation> evaluations;
  private long left;

  public RowGate(ScanRequest request) {
    this.parts = request.filter() == null ? List.of() : request.filter().parts();
    this.evaluations = parts.stream().map(ColumnFilter.Part::open).toList();
    this.left = request.limit();
  }

  /** Whether the limit is reached, so that nothing more needs to be read. */
  public boolean done() {
    return left <= 0;
  }

  /** What remains of a dense batch that holds the request's columns; null when no row does. */
  public Batch pass(Batch batch) {
    Selection selection = null;
    int count = batch.rows();
    if (!parts.isEmpty()) {
      int[] rows = new int[count];
      for (int i = 0; i < parts.size() && count > 0; i++) {
        Batch columns = columns(batch, parts.get(i)).withSelection(selection);
        count = evaluations.get(i).select(columns, rows);
        selection = count == batch.rows() ? null : new Selection(rows, count);
      }
    }
    if (count > left) {
      count = (int) left;
      selection = new Selection(selection == null ? first(count) : selection.rows(), count);
    }
    left -= count;
    return count == 0 ? null : batch.withSelection(selection);
  }

  private static Batch columns(Batch batch, ColumnFilter.Part part) {
    List<Column> columns = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (int column : part.columns()) {
      columns.add(batch.column(column));
      fields.add(batch.schema().field(column));
    }
    return Batch.borrowed(new Schema(fields), columns, batch.rows());
  }

  private static int[] first(int count) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = i;
    }
    return rows;
  }
}
