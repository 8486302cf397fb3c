package io.sheaf.tpch;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.values.ColumnBuilder;
import java.util.ArrayList;
import java.util.List;

/** Collects rows value by value, in the order of the columns. For one thread. */
final class RowWriter {
  private final Schema schema;
  private final List<ColumnBuilder> columns = new ArrayList<>();
  private int next;

  RowWriter(Schema schema, int rows) {
    this.schema = schema;
    schema.fields().forEach(field -> columns.add(new ColumnBuilder(field.type(), rows)));
  }

  private ColumnBuilder column() {
    ColumnBuilder column = columns.get(next);
    next = (next + 1) % columns.size();
    return column;
  }

  RowWriter bigint(long value) {
    column().appendLong(value);
    return this;
  }

  RowWriter integer(long value) {
    column().appendInt(Math.toIntExact(value));
    return this;
  }

  /** A DECIMAL(15, 2) by its hundredths. */
  RowWriter money(long hundredths) {
    column().appendLong(hundredths);
    return this;
  }

  /** Days since 1970. */
  RowWriter date(int days) {
    column().appendInt(days);
    return this;
  }

  RowWriter text(String value) {
    column().appendText(value);
    return this;
  }

  int rows() {
    return columns.getLast().rows();
  }

  /** The rows so far; collecting starts anew. */
  Batch take() {
    int rows = rows();
    return Batch.frozen(schema, columns.stream().map(ColumnBuilder::build).toList(), rows);
  }
}
