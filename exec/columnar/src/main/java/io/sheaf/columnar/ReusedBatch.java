package io.sheaf.columnar;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The borrowed batches of one stream, which share the list of their columns: a batch has other
 * columns when the next one is made, as its arrays have other values. None is made as long as their
 * length stays the same. For one thread.
 */
public final class ReusedBatch {
  private final Schema schema;
  private final Column[] columns;
  private final List<Column> list;
  private Batch last;

  public ReusedBatch(Schema schema) {
    this.schema = schema;
    this.columns = new Column[schema.size()];
    this.list = Collections.unmodifiableList(Arrays.asList(columns));
  }

  /**
   * A batch of these columns.
   *
   * @param from not kept
   */
  public Batch of(Column[] from, int rows) {
    System.arraycopy(from, 0, columns, 0, columns.length);
    if (last == null || last.rows() != rows) {
      last = Batch.sharing(schema, list, rows);
    }
    return last;
  }

  /** Lets go of the columns of the last batch, which nobody reads any more. */
  public void forget() {
    Arrays.fill(columns, null);
  }

  /** As {@link #of(Column[], int)}, with the rows and the selection of another batch. */
  public Batch of(Column[] from, Batch like) {
    Batch all = of(from, like.rows());
    return like.selection() == null ? all : all.withSelection(like.selection());
  }
}
