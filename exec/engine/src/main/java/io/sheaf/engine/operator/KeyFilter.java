package io.sheaf.engine.operator;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Selection;
import io.sheaf.connector.ColumnFilter;
import io.sheaf.engine.join.KeyMembership;
import java.util.List;

/**
 * Looks a column's values up among a join's keys, as long as that drops enough rows to be worth it:
 * all threads and splits of the scan judge together. Thread-safe; the counts need not be exact.
 */
final class KeyFilter implements ColumnFilter.Part {
  private static final long ROWS_TO_JUDGE = 32_768;
  private static final double WORTH_IT = 0.75;

  private final int column;
  private final KeyMembership values;
  private volatile boolean useless;
  private long seen;
  private long kept;

  /**
   * @param column of the scan's output
   */
  KeyFilter(int column, KeyMembership values) {
    this.column = column;
    this.values = values;
  }

  @Override
  public List<Integer> columns() {
    return List.of(column);
  }

  @Override
  public boolean canFail() {
    return false;
  }

  @Override
  public ColumnFilter.Evaluation open() {
    return this::select;
  }

  private int select(Batch batch, int[] selected) {
    int count = start(batch, selected);
    if (useless) {
      return count;
    }
    int left = values.select(batch.column(0), selected, count);
    judge(count, left);
    return left;
  }

  private static int start(Batch batch, int[] selected) {
    Selection selection = batch.selection();
    int count = batch.selectedRows();
    if (selection == null) {
      for (int i = 0; i < count; i++) {
        selected[i] = i;
      }
    } else if (selection.rows() != selected) {
      System.arraycopy(selection.rows(), 0, selected, 0, count);
    }
    return count;
  }

  private synchronized void judge(int more, int left) {
    seen += more;
    kept += left;
    if (seen >= ROWS_TO_JUDGE) {
      useless = kept > seen * WORTH_IT;
      seen /= 2;
      kept /= 2;
    }
  }
}
