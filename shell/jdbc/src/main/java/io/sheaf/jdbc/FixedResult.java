package io.sheaf.jdbc;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.client.ClientResult;
import io.sheaf.columnar.values.ColumnBuilder;
import java.util.ArrayList;
import java.util.List;

/** Rows that are known beforehand, such as those of metadata. */
final class FixedResult implements ClientResult {
  private final Schema schema;
  private Batch batch;

  private FixedResult(Schema schema, Batch batch) {
    this.schema = schema;
    this.batch = batch;
  }

  /** A nullable column; the types of metadata are VARCHAR, INTEGER, SMALLINT and BOOLEAN. */
  static Field column(String name, DataType type) {
    return new Field(name, type, true);
  }

  /**
   * @param rows of String, Integer, Boolean or null, in the order of the schema
   */
  static FixedResult of(Schema schema, List<List<Object>> rows) {
    List<ColumnBuilder> builders = new ArrayList<>();
    schema.fields().forEach(f -> builders.add(new ColumnBuilder(f.type(), rows.size())));
    for (List<Object> row : rows) {
      for (int i = 0; i < builders.size(); i++) {
        switch (row.get(i)) {
          case null -> builders.get(i).appendNull();
          case String text -> builders.get(i).appendText(text);
          case Integer number -> builders.get(i).appendInt(number);
          case Boolean truth -> builders.get(i).appendBoolean(truth);
          case Object other -> throw new IllegalArgumentException(other.toString());
        }
      }
    }
    var columns = builders.stream().map(ColumnBuilder::build).toList();
    return new FixedResult(
        schema, rows.isEmpty() ? null : Batch.frozen(schema, columns, rows.size()));
  }

  @Override
  public boolean hasRows() {
    return true;
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
  public long updateCount() {
    return -1;
  }

  @Override
  public void close() {
    batch = null;
  }
}
