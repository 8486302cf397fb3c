package io.sheaf.parquet.read;

import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;

/**
 * The reservations of one stream. A reader cannot spill, and operators that can are asked to only
 * when somebody is refused; so streams whose pool is exhausted may go on with an overdraft while
 * they react. It counts against the pool: others get nothing until it is made up for. However many
 * streams there are, the excess of the whole pool is bounded, since the heap has room for no more.
 */
final class ReadMemory implements AutoCloseable {
  /** Some pages of columns that have one page a row group, for a few streams. */
  private static final long MOST_EXCESS = 64L << 20;

  private final MemoryLease lease;

  ReadMemory(MemoryPool pool, String owner) {
    this.lease = pool.lease(owner, false);
  }

  /**
   * @throws io.sheaf.columnar.SheafException (RESOURCE) when the pool has no more
   */
  void reserve(long bytes) {
    if (!lease.tryGrow(bytes) && !lease.tryGrowBeyond(bytes, MOST_EXCESS)) {
      lease.grow(bytes);
    }
  }

  /** Reserves what the stream could do without; says whether there was enough. */
  boolean tryReserve(long bytes) {
    return lease.tryGrow(bytes);
  }

  void release(long bytes) {
    lease.shrink(bytes);
  }

  @Override
  public void close() {
    lease.close();
  }
}
