package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;

/**
 * Memory that is reserved for objects on the heap by the bytes that they are written in. For one
 * thread.
 */
public final class HeldObjects implements AutoCloseable {
  /** An object takes so many times the bytes that it is written in, and a reference to it. */
  private static final int FACTOR = 4;

  private static final int OBJECT_BYTES = 32;

  /** Reserved together. */
  private static final long BLOCK_BYTES = 64 << 10;

  private final MemoryLease lease;
  private long bytes;

  public HeldObjects(MemoryLease lease) {
    this.lease = lease;
  }

  /**
   * Another object is held.
   *
   * @param written bytes that it is written in
   * @return false when there is no memory for it; it is not counted then
   */
  boolean tryAdd(long written) {
    long wanted = bytes + bytes(written);
    if (wanted > lease.heldBytes() && !lease.tryGrow(missing(wanted))) {
      return false;
    }
    bytes = wanted;
    return true;
  }

  /**
   * The same where there is no way without it.
   *
   * @throws SheafException (RESOURCE) when there is no memory
   */
  public void add(long written) {
    bytes += bytes(written);
    if (bytes > lease.heldBytes()) {
      lease.grow(missing(bytes));
    }
  }

  private long missing(long wanted) {
    return (wanted - lease.heldBytes() + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
  }

  private static long bytes(long written) {
    return FACTOR * written + OBJECT_BYTES;
  }

  /** Whether another operator starves. */
  boolean spillRequested() {
    return lease.spillRequested();
  }

  /** Nothing is held any more. */
  void clear() {
    bytes = 0;
    if (lease.heldBytes() > BLOCK_BYTES || lease.spillRequested()) {
      lease.shrink(lease.heldBytes());
    }
    lease.spilled();
  }

  @Override
  public void close() {
    lease.close();
  }
}
