package io.sheaf.columnar.memory;

import io.sheaf.columnar.SheafException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The one memory budget of a JVM (or of a test). Everything large is reserved here, by a {@link
 * MemoryLease}, before it is allocated. Thread-safe.
 *
 * <p>When the budget is exhausted the lease that asked is refused, and the largest spillable lease
 * is asked to spill: its owner sees {@link MemoryLease#spillRequested()} at its next batch. Every
 * lease may always hold {@link #FLOOR_BYTES}, so that an operator that has just spilled everything
 * can go on.
 */
public final class MemoryPool {
  /** What each lease may hold even when the pool is exhausted. */
  public static final long FLOOR_BYTES = 256 << 10;

  /** Part of a heap that is never given away, besides a quarter of it. */
  private static final long KEPT_BYTES = 64L << 20;

  private static final long LEAST_ROOM_BYTES = 128L << 20;
  private static final long LARGE_BYTES = 2L << 30;

  private final long limitBytes;
  private final List<MemoryLease> leases = new ArrayList<>();
  private final List<Evictable> evictables = new CopyOnWriteArrayList<>();
  private long usedBytes;
  private long peakBytes;

  /** Holds memory only to save time. Thread-safe. */
  public interface Evictable {
    /** Gives back so many bytes, or what there is; may write to disk. Throws nothing. */
    void evict(long bytes);

    /** How many bytes could be given back now. */
    long evictableBytes();
  }

  public MemoryPool(long limitBytes) {
    if (limitBytes <= 0) {
      throw SheafException.user("BAD_SETTING", "memory must be positive, not " + limitBytes);
    }
    this.limitBytes = limitBytes;
  }

  /**
   * The budget of this whole JVM. What nobody reserves lies in the same heap: plans, footers, the
   * batches in hand, buffers of files and lines; and a collector needs room to move in. Where the
   * heap leaves too little for that beside the budget, the budget is smaller than it was asked for.
   */
  public static MemoryPool ofJvm(long memoryBytes) {
    return new MemoryPool(share(memoryBytes, Runtime.getRuntime().maxMemory()));
  }

  /** The heap of a JVM with this budget; the launcher's script says the same. */
  public static long heapBytes(long memoryBytes) {
    long room = Math.max(memoryBytes / 4, LEAST_ROOM_BYTES);
    return memoryBytes + room + (memoryBytes < LARGE_BYTES ? 0 : 2 * LEAST_ROOM_BYTES);
  }

  static long share(long memoryBytes, long heapBytes) {
    long most = Math.max(heapBytes / 4 * 3 - KEPT_BYTES, heapBytes / 4);
    return Math.min(memoryBytes, most);
  }

  public long limitBytes() {
    return limitBytes;
  }

  public synchronized long usedBytes() {
    return usedBytes;
  }

  public synchronized long peakBytes() {
    return peakBytes;
  }

  /** The names of leases that are still open; empty when nothing leaks. */
  public synchronized List<String> openLeases() {
    return leases.stream().map(MemoryLease::toString).toList();
  }

  /**
   * A new, empty lease.
   *
   * @param owner what the lease is for, as error messages name it, e.g. {@code "HashAggregate"}
   * @param spillable whether the owner looks at {@link MemoryLease#spillRequested()}
   */
  public synchronized MemoryLease lease(String owner, boolean spillable) {
    MemoryLease lease = new MemoryLease(this, owner, spillable);
    leases.add(lease);
    return lease;
  }

  /** Is asked for memory from now on, before anybody is refused it. */
  public void register(Evictable evictable) {
    evictables.add(evictable);
  }

  public void unregister(Evictable evictable) {
    evictables.remove(evictable);
  }

  /**
   * Makes room for a lease at the cost of what only saves time, unless there is not enough of that;
   * without the pool's lock.
   */
  void makeRoom(MemoryLease lease, long bytes) {
    if (evictables.isEmpty() || !isWorthEvicting(missing(lease, bytes))) {
      return;
    }
    for (Evictable evictable : evictables) {
      long missing = missing(lease, bytes);
      if (missing <= 0) {
        return;
      }
      evictable.evict(missing);
    }
  }

  private boolean isWorthEvicting(long missing) {
    return missing > 0 && evictables.stream().mapToLong(Evictable::evictableBytes).sum() >= missing;
  }

  private synchronized long missing(MemoryLease lease, long bytes) {
    return lease.heldBytes() + bytes <= FLOOR_BYTES ? 0 : usedBytes + bytes - limitBytes;
  }

  synchronized boolean reserve(MemoryLease lease, long bytes) {
    long held = lease.heldBytes() + bytes;
    if (usedBytes + bytes > limitBytes && held > FLOOR_BYTES) {
      MemoryLease largest = null;
      for (MemoryLease other : leases) {
        if (other.spillable()
            && other.heldBytes() > FLOOR_BYTES
            && (largest == null || other.heldBytes() > largest.heldBytes())) {
          largest = other;
        }
      }
      if (largest != null && largest != lease) {
        largest.requestSpill();
      }
      return false;
    }
    reserveBeyond(bytes);
    return true;
  }

  synchronized void reserveBeyond(long bytes) {
    usedBytes += bytes;
    peakBytes = Math.max(peakBytes, usedBytes);
  }

  synchronized void release(long bytes) {
    usedBytes -= bytes;
  }

  synchronized void remove(MemoryLease lease) {
    leases.remove(lease);
  }
}
