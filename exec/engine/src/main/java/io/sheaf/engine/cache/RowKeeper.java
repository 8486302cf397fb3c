package io.sheaf.engine.cache;

/**
 * Keeps rows where they were computed, beyond the query that had them computed: those of exchanges
 * that are {@link io.sheaf.plan.Partitioning.Kept}. What is lost is computed again by whoever reads
 * it. Thread-safe.
 */
public interface RowKeeper {
  /** Rows of an exchange are kept from now on; returns the id that the exchange is to have. */
  long keep(StorageLevel level);

  /** Nobody reads them any more: they are freed wherever they are. */
  void forget(long id);

  /** What is there by now. */
  Amount amount(long id);

  /**
   * What has been computed.
   *
   * @param rows of all partitions
   * @param kept how many rows found a place
   */
  record Amount(long rows, long kept) {
    public static final Amount NONE = new Amount(0, 0);
  }
}
