package io.sheaf.columnar.client;

import java.time.Duration;

/** One statement on its way: run by one thread, cancelled by any. */
public interface ClientCall {
  /**
   * Runs the statement; a query's rows are fetched from the result. At most once.
   *
   * @param timeout for the whole of it, fetching included; null for the session's setting
   */
  ClientResult run(Duration timeout);

  /**
   * Stops the statement: who runs it or fetches from it gets a {@code CANCELLED} error. Before the
   * start or after the end nothing happens but that.
   */
  void cancel();
}
