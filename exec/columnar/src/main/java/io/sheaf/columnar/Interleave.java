package io.sheaf.columnar;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows picked one by one from several batches of one schema, in frozen batches. Picking costs the
 * rows that are picked, however many those batches have; what does not depend on them is prepared
 * once. Thread-safe.
 */
public final class Interleave {
  private final Schema schema;
  private final List<ColumnPicks> columns;

  private Interleave(Schema schema, List<ColumnPicks> columns) {
    this.schema = schema;
    this.columns = columns;
  }

  /**
   * Prepares to pick many rows.
   *
   * @param batches without selections; constant columns are spelled out, and small dictionaries are
   *     united so that text remains coded
   */
  public static Interleave of(Schema schema, List<Batch> batches) {
    return of(schema, batches, true);
  }

  private static Interleave of(Schema schema, List<Batch> batches, boolean unite) {
    List<ColumnPicks> columns = new ArrayList<>(schema.size());
    for (int c = 0; c < schema.size(); c++) {
      Column[] parts = new Column[batches.size()];
      for (int p = 0; p < parts.length; p++) {
        parts[p] = Columns.flatten(batches.get(p).column(c), batches.get(p).rows());
      }
      DataType type = schema.type(c);
      columns.add(ColumnPicks.of(type, Concat.storage(type, batches, c), parts, unite));
    }
    return new Interleave(schema, columns);
  }

  /**
   * Picks rows once: row {@code i} is row {@code rows[i]} of the batch {@code sources[i]}, for the
   * first {@code count}.
   *
   * @param batches without selections; text is not copied but viewed
   */
  public static Batch rows(
      Schema schema, List<Batch> batches, int[] sources, int[] rows, int count) {
    return of(schema, batches, false).rows(sources, rows, count);
  }

  /**
   * Row {@code i} is row {@code rows[i]} of the batch {@code sources[i]}, for the first {@code
   * count}; text is not copied but viewed.
   */
  public Batch rows(int[] sources, int[] rows, int count) {
    List<Column> picked = new ArrayList<>(columns.size());
    for (ColumnPicks column : columns) {
      picked.add(column.pick(sources, rows, count));
    }
    return Batch.frozen(schema, picked, count);
  }
}
