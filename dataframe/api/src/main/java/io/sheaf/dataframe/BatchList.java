package io.sheaf.dataframe;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.values.ColumnBuilder;
import java.util.ArrayList;
import java.util.List;

/** Rows of text that are known beforehand: what SHOW, DESCRIBE and EXPLAIN answer. */
final class BatchList implements BatchStream {
  private final Schema schema;
  private Batch batch;

  private BatchList(Schema schema, Batch batch) {
    this.schema = schema;
    this.batch = batch;
  }

  /**
   * @param names of the columns
   * @param rows a text for each column, null for NULL
   */
  static BatchList of(List<String> names, List<List<String>> rows) {
    List<ColumnBuilder> columns = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (String name : names) {
      columns.add(new ColumnBuilder(DataType.VARCHAR, rows.size()));
      fields.add(new Field(name, DataType.VARCHAR, true));
    }
    for (List<String> row : rows) {
      for (int i = 0; i < names.size(); i++) {
        if (row.get(i) == null) {
          columns.get(i).appendNull();
        } else {
          columns.get(i).appendText(row.get(i));
        }
      }
    }
    Schema schema = new Schema(fields);
    var built = columns.stream().map(ColumnBuilder::build).toList();
    return new BatchList(schema, rows.isEmpty() ? null : Batch.frozen(schema, built, rows.size()));
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Batch next() {
    Batch all = batch;
    batch = null;
    return all;
  }

  @Override
  public void close() {
    batch = null;
  }
}
