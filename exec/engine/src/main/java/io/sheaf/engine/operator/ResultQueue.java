package io.sheaf.engine.operator;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Footprint;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.pipeline.Failures;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bounded hand-over from the drivers to the client. Thread-safe. Batches in it count against
 * the memory pool; when memory is short, one batch may always pass.
 */
public final class ResultQueue {
  private static final int MAXIMUM_BATCHES = 64;

  private final CancelToken cancel;
  private final MemoryLease lease;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final Runnable wake = this::wakeAll;
  private boolean abandoned;
  private boolean ended;
  private SheafException failure;

  private record Entry(Batch batch, long reservedBytes) {}

  public ResultQueue(CancelToken cancel, MemoryPool memory) {
    this.cancel = cancel;
    this.lease = memory.lease("Result", false);
    cancel.onCancel(wake);
  }

  /**
   * Hands a frozen batch over, waiting for room; false when the client wants no more.
   *
   * @throws SheafException when the query is cancelled meanwhile
   */
  public boolean put(Batch batch) {
    long bytes = Footprint.bytes(batch);
    lock.lock();
    try {
      while (!abandoned) {
        cancel.check();
        boolean reserved = entries.size() < MAXIMUM_BATCHES && lease.tryGrow(bytes);
        if (reserved || entries.isEmpty()) {
          entries.add(new Entry(batch, reserved ? bytes : 0));
          changed.signal();
          return true;
        }
        room.await();
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted();
    } finally {
      lock.unlock();
    }
  }

  /** The next batch, waiting for it; null at the end. Throws the query's failure. */
  public Batch take() {
    lock.lock();
    try {
      while (true) {
        if (failure != null) {
          throw failure;
        }
        Entry entry = abandoned ? null : entries.poll();
        if (entry != null) {
          lease.shrink(entry.reservedBytes());
          room.signalAll();
          return entry.batch();
        }
        if (ended || abandoned) {
          if (ended) {
            lease.close();
          }
          return null;
        }
        changed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      SheafException why = Failures.interrupted();
      cancel.cancel(why);
      throw why;
    } finally {
      lock.unlock();
    }
  }

  /** No batch follows and everything else of the query is released; null when it succeeded. */
  public void end(SheafException why) {
    lock.lock();
    try {
      ended = true;
      failure = abandoned ? null : why;
      if (why != null) {
        drop();
      }
      if (entries.isEmpty()) {
        lease.close();
      }
    } finally {
      changed.signalAll();
      room.signalAll();
      lock.unlock();
      cancel.removeListener(wake);
    }
  }

  /** The client reads no more: drops what is there and waits until the query has ended. */
  public void abandon() {
    boolean interrupted = false;
    lock.lock();
    try {
      abandoned = true;
      drop();
      room.signalAll();
      changed.signalAll();
      while (!ended) {
        try {
          changed.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      drop();
      lease.close();
    } finally {
      lock.unlock();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  public boolean isEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  private void drop() {
    for (Entry entry : entries) {
      lease.shrink(entry.reservedBytes());
    }
    entries.clear();
  }

  private void wakeAll() {
    lock.lock();
    try {
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
