package io.sheaf.parquet.read;

import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;

/**
 * The reservations of one stream. A reader cannot spill, and operators that can are asked to only
 * when somebody is refused; so a stream whose pool is exhausted may go on with a bounded overdraft
 * while they react. It counts against the pool: others get nothing until it is made up for.
 */
final class ReadMemory implements AutoCloseable {
  /** Some pages of columns that have one page a row group. */
  private static final long LEAST_OVERDRAFT = 16L << 20;

  private static final long MOST_OVERDRAFT = 64L << 20;

  private final MemoryLease lease;
  private final long overdraftLimit;
  private long overdraft;

  ReadMemory(MemoryPool pool, String owner) {
    this.lease = pool.lease(owner, false);
    this.overdraftLimit = Math.clamp(pool.limitBytes() / 4, LEAST_OVERDRAFT, MOST_OVERDRAFT);
  }

  /**
   * @throws io.sheaf.columnar.SheafException (RESOURCE) when the pool has no more
   */
  void reserve(long bytes) {
    if (lease.tryGrow(bytes)) {
      return;
    }
    if (overdraft + bytes <= overdraftLimit) {
      overdraft += bytes;
      lease.growBeyond(bytes);
      return;
    }
    lease.grow(bytes);
  }

  void release(long bytes) {
    overdraft -= Math.min(bytes, overdraft);
    lease.shrink(bytes);
  }

  @Override
  public void close() {
    lease.close();
  }
}
