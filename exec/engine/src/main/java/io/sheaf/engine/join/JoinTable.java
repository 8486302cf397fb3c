package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.Selection;

/**
 * Finds build rows by key. Immutable once built and shared by all drivers; rows whose key holds a
 * NULL that equals nothing are not in it.
 */
sealed interface JoinTable
    permits DirectTable, RankTable, SlotTable, GeneralTable, JoinTable.Empty {

  Lookup open();

  /** For each build row the next one of the same key or -1; null when no key occurs twice. */
  int[] next();

  /** For one thread, with scratch arrays of its own. */
  interface Lookup {
    /** Looks up the selected rows of a probe batch. */
    void find(Batch probe, Hits hits);
  }

  /** A table without keys. */
  record Empty() implements JoinTable {
    @Override
    public Lookup open() {
      return (probe, hits) -> hits.reset(0);
    }

    @Override
    public int[] next() {
      return null;
    }
  }

  /** The key columns of a batch, none of them constant. */
  static Column[] keys(Batch batch, int[] indexes) {
    Column[] columns = new Column[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      columns[i] = Columns.flatten(batch.column(indexes[i]), batch.rows());
    }
    return columns;
  }

  /** Copies the numbers of the selected rows to {@code rows}; returns how many. */
  static int selected(Batch batch, int[] rows) {
    Selection selection = batch.selection();
    if (selection != null) {
      System.arraycopy(selection.rows(), 0, rows, 0, selection.count());
      return selection.count();
    }
    for (int i = 0; i < batch.rows(); i++) {
      rows[i] = i;
    }
    return batch.rows();
  }
}
