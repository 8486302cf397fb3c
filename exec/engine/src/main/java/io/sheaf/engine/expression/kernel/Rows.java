package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Selection;

/**
 * The rows that a kernel computes.
 *
 * @param length rows of the columns
 * @param selected the rows that count, ascending, or null when all do
 * @param count how many count
 */
public record Rows(int length, int[] selected, int count) {

  public static Rows of(Batch batch) {
    Selection selection = batch.selection();
    return selection == null
        ? all(batch.rows())
        : new Rows(batch.rows(), selection.rows(), selection.count());
  }

  /** Whether {@link #of} would say the same. */
  public boolean areOf(Batch batch) {
    Selection selection = batch.selection();
    return length == batch.rows()
        && (selection == null
            ? selected == null
            : selected == selection.rows() && count == selection.count());
  }

  public static Rows all(int length) {
    return new Rows(length, null, length);
  }

  /** The row number of the k-th row that counts. */
  public int row(int k) {
    return selected == null ? k : selected[k];
  }
}
