package io.sheaf.columnar.memory;

import io.sheaf.columnar.SheafException;

/**
 * What one operator, stream or session holds of a {@link MemoryPool}. Growth is reserved before the
 * memory is allocated (old plus new array while one replaces the other). Thread-safe; {@link
 * #close()} gives everything back.
 */
public final class MemoryLease implements AutoCloseable {
  private final MemoryPool pool;
  private final String owner;
  private volatile boolean spillable;
  private volatile long heldBytes;
  private volatile boolean spillRequested;
  private boolean closed;

  MemoryLease(MemoryPool pool, String owner, boolean spillable) {
    this.pool = pool;
    this.owner = owner;
    this.spillable = spillable;
  }

  /** Reserves more, or changes nothing and returns false: then the owner spills and asks again. */
  public boolean tryGrow(long bytes) {
    pool.makeRoom(this, bytes);
    synchronized (pool) {
      if (closed) {
        throw SheafException.bug("lease of " + owner + " is closed");
      }
      if (!pool.reserve(this, bytes)) {
        return false;
      }
      heldBytes += bytes;
      return true;
    }
  }

  /** Reserves more or throws a RESOURCE error that names owner, bytes and setting. */
  public void grow(long bytes) {
    if (!tryGrow(bytes)) {
      throw SheafException.resource(
          "OUT_OF_MEMORY",
          owner
              + " needs "
              + bytes
              + " bytes more, but the memory limit of "
              + pool.limitBytes()
              + " bytes is reached; raise the setting 'memory'");
    }
  }

  /**
   * Reserves even when the pool is exhausted. Only for the one batch in hand, which exists already,
   * after everything that can be spilled has been spilled: the excess is bounded by a batch a
   * lease, or by a small share of the pool where less would make no sense.
   */
  public void growBeyond(long bytes) {
    synchronized (pool) {
      if (closed) {
        throw SheafException.bug("lease of " + owner + " is closed");
      }
      pool.reserveBeyond(bytes);
      heldBytes += bytes;
    }
  }

  /**
   * The same for what several leases may go on with while others make room.
   *
   * @param most bytes that all leases of the pool together may then hold beyond its limit
   * @return false, and nothing is changed, if they would hold more
   */
  public boolean tryGrowBeyond(long bytes, long most) {
    synchronized (pool) {
      if (pool.usedBytes() + bytes - pool.limitBytes() > most) {
        return false;
      }
      growBeyond(bytes);
      return true;
    }
  }

  public void shrink(long bytes) {
    synchronized (pool) {
      if (bytes > heldBytes) {
        throw SheafException.bug(owner + " returns " + bytes + " bytes of " + heldBytes);
      }
      heldBytes -= bytes;
      pool.release(bytes);
    }
  }

  /** What all leases of the pool may hold together. */
  public long limitBytes() {
    return pool.limitBytes();
  }

  public long heldBytes() {
    return heldBytes;
  }

  boolean spillable() {
    return spillable;
  }

  void requestSpill() {
    spillRequested = true;
  }

  /** Whether another operator starves; the owner spills soon and calls {@link #spilled()}. */
  public boolean spillRequested() {
    return spillRequested;
  }

  public void spilled() {
    spillRequested = false;
  }

  /** What is held stays until {@link #close()}: the owner is not asked to spill any more. */
  public void settled() {
    synchronized (pool) {
      spillable = false;
      spillRequested = false;
    }
  }

  @Override
  public void close() {
    synchronized (pool) {
      if (!closed) {
        closed = true;
        pool.release(heldBytes);
        heldBytes = 0;
        pool.remove(this);
      }
    }
  }

  @Override
  public String toString() {
    return owner + " (" + heldBytes + " bytes)";
  }
}
