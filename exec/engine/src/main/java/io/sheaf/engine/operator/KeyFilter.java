package io.sheaf.engine.operator;

import io.sheaf.columnar.Batch;
import io.sheaf.engine.join.KeyMembership;

/**
 * Looks a column's values up among a join's keys, as long as that drops enough rows to be worth it:
 * all threads and splits of the scan judge together. Thread-safe; the counts need not be exact.
 */
final class KeyFilter {
  private static final long ROWS_TO_JUDGE = 32_768;
  private static final double WORTH_IT = 0.75;

  private final int position;
  private final KeyMembership values;
  private volatile boolean useless;
  private long seen;
  private long kept;

  /**
   * @param position of the column among the filter's columns
   */
  KeyFilter(int position, KeyMembership values) {
    this.position = position;
    this.values = values;
  }

  /** Keeps some of {@code rows[0..count)}; returns how many. */
  int select(Batch batch, int[] rows, int count) {
    if (useless) {
      return count;
    }
    int left = values.select(batch.column(position), rows, count);
    judge(count, left);
    return left;
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
