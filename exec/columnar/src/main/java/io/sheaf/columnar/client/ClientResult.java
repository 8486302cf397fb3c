package io.sheaf.columnar.client;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;

/** What a statement gave: rows to fetch, or a number of changed rows. For one thread at a time. */
public interface ClientResult extends AutoCloseable {
  /** Whether there are rows to fetch, be it none; otherwise there is an update count. */
  boolean hasRows();

  /** Columns of the rows; empty without rows. */
  Schema schema();

  /** The next batch, valid until the next call, or null at the end. */
  Batch next();

  /** Rows that the statement wrote; 0 for statements that write none, -1 with rows. */
  long updateCount();

  /** Stops a query that was not fetched to its end; may be called more than once. */
  @Override
  void close();
}
