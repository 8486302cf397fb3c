package io.sheaf.dataframe;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.dataframe.rdd.task.BatchObjects;
import io.sheaf.dataframe.rdd.task.Reader;
import io.sheaf.dataframe.rdd.task.TaskScope;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Reads the rows of a query as {@link Row}s.
 *
 * @param zone in which moments are shown
 */
record RowObjects(String zone) implements Reader {
  @Override
  public Iterator<?> open(TaskScope scope, List<BatchStream> inputs) {
    ZoneId shown = ZoneId.of(zone);
    BatchStream rows = inputs.getFirst();
    return new BatchObjects(rows, batch -> rows(rows.schema(), batch.compact(), shown));
  }

  /** All rows of a dense batch. */
  static List<Row> rows(Schema schema, Batch batch, ZoneId zone) {
    List<Row> rows = new ArrayList<>(batch.rows());
    for (int row = 0; row < batch.rows(); row++) {
      Object[] values = new Object[schema.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = JavaValues.get(batch.column(i), row, zone);
      }
      rows.add(new Row(schema, Arrays.asList(values)));
    }
    return rows;
  }
}
