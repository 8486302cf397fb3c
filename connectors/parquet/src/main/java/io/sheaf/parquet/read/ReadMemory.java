package io.sheaf.parquet.read;

import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;

/**
 * The reservations of one stream. A reader cannot spill, and operators that can are asked to only
 * when somebody is refused; so a stream whose pool is exhausted may go on with a bounded overdraft
 * while they react.
 */
final class ReadMemory implements AutoCloseable {
  private static final long MAX_OVERDRAFT = 64L << 20;

  private final MemoryLease lease;
  private final long overdraftLimit;
  private long overdraft;

  ReadMemory(MemoryPool pool, String owner) {
    this.lease = pool.lease(owner, false);
    this.overdraftLimit = Math.min(MAX_OVERDRAFT, pool.limitBytes() / 4);
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
      return;
    }
    lease.grow(bytes);
  }

  void release(long bytes) {
    long repaid = Math.min(bytes, overdraft);
    overdraft -= repaid;
    if (bytes > repaid) {
      lease.shrink(bytes - repaid);
    }
  }

  @Override
  public void close() {
    lease.close();
  }
}
