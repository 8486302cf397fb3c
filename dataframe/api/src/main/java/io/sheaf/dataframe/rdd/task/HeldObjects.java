package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.function.Supplier;

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

  private final Supplier<MemoryLease> leases;
  private MemoryLease lease;
  private boolean settled;
  private long bytes;

  /**
   * @param leases gives a new lease, now and when what is settled has gone
   */
  public HeldObjects(Supplier<MemoryLease> leases) {
    this.leases = leases;
    this.lease = leases.get();
  }

  /**
   * Another object is held.
   *
   * @param written bytes that it is written in; 0 when nothing more is held
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
    return written == 0 ? 0 : FACTOR * written + OBJECT_BYTES;
  }

  /** Whether another operator starves. */
  boolean spillRequested() {
    return lease.spillRequested();
  }

  /** What is held stays until {@link #clear()}: others are asked to spill meanwhile. */
  void settled() {
    settled = true;
    lease.settled();
  }

  /** Nothing is held any more. */
  void clear() {
    bytes = 0;
    if (settled) {
      lease.close();
      lease = leases.get();
      settled = false;
      return;
    }
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
