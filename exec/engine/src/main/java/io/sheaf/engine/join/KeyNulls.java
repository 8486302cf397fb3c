package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;

/** Rows with a NULL in a key column where NULL equals nothing. */
final class KeyNulls {
  private KeyNulls() {}

  /** Keeps those of the first {@code count} rows whose value is not NULL; returns how many. */
  static int drop(Column column, int[] rows, int count) {
    if (column.validity() == null) {
      return count;
    }
    int left = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      rows[left] = row;
      left += column.isNull(row) ? 0 : 1;
    }
    return left;
  }

  /**
   * Finds the selected rows that have no such NULL.
   *
   * @return how many are in {@code rows}, or -1 when that is every selected row ({@code rows} is
   *     arbitrary then)
   */
  static int keep(Batch batch, int[] keys, boolean[] nullEqual, int[] rows) {
    boolean any = false;
    for (int k = 0; k < keys.length; k++) {
      any |= !nullEqual[k] && batch.column(keys[k]).validity() != null;
    }
    if (!any) {
      return -1;
    }
    int count = JoinTable.selected(batch, rows);
    for (int k = 0; k < keys.length; k++) {
      count = nullEqual[k] ? count : drop(batch.column(keys[k]), rows, count);
    }
    return count == batch.selectedRows() ? -1 : count;
  }
}
