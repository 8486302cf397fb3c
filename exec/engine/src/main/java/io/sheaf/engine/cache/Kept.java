package io.sheaf.engine.cache;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.TableStatistics;
import io.sheaf.plan.PhysicalPlan;

/**
 * Rows that are kept to be read many times, wherever they lie. Filled by one thread: {@link
 * #filling} tells the query whose rows {@link #fill} takes; then read by any number of them.
 * Thread-safe once filled; whoever reads holds it by {@link #hold}, and it is freed when it is
 * closed and nobody holds it any more.
 */
public sealed interface Kept extends AutoCloseable permits CachedRows, SpreadRows {
  Schema schema();

  StorageLevel level();

  long rows();

  /** What is known of all rows once they are there; null before. */
  TableStatistics statistics();

  /**
   * The query that fills it.
   *
   * @param plan gives the rows that are to be kept
   */
  PhysicalPlan filling(PhysicalPlan plan);

  /**
   * Takes all rows of the query that fills it.
   *
   * @param batchRows so many rows make a good batch
   * @return false when there is no place for them: then it is not worth keeping
   */
  boolean fill(BatchStream query, int batchRows);

  /** Whether the rows were freed, or will be once nobody reads them any more. */
  boolean isClosed();

  /**
   * Keeps the rows from being freed until as many {@link #release} have followed.
   *
   * @return false when they are freed already
   */
  boolean hold();

  void release();

  /** Nobody new will read them. */
  @Override
  void close();
}
