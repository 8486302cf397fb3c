package io.sheaf.parquet.read;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/**
 * Buffers for pages, kept between streams, because fresh memory costs as much to touch as a page to
 * decode. Sizes are powers of two. Thread-safe. What the pool keeps is bounded; what is lent is
 * reserved by the borrower.
 */
public final class BufferPool {
  private static final int MIN_SHIFT = 16;
  private static final int CLASSES = 16;

  /** Native memory with its own arena, so that one buffer can be freed alone. */
  record Native(Arena arena, MemorySegment segment) {}

  private final long limitBytes;
  private final ArrayDeque<byte[]>[] heap = queues();
  private final ArrayDeque<Native>[] nativeBuffers = queues();
  private long heapBytes;
  private long nativeBytes;

  /**
   * @param limitBytes the most to keep, of heap and of native memory each
   */
  public BufferPool(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <T> ArrayDeque<T>[] queues() {
    ArrayDeque<T>[] queues = new ArrayDeque[CLASSES];
    for (int i = 0; i < CLASSES; i++) {
      queues[i] = new ArrayDeque<>();
    }
    return queues;
  }

  private static int classOf(int bytes) {
    int shift = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(bytes, 1) - 1);
    return Math.max(0, shift - MIN_SHIFT);
  }

  /** Size of the buffer that a request of so many bytes gets. */
  static int roundUp(int bytes) {
    int c = classOf(bytes);
    return c >= CLASSES - 1 ? bytes : 1 << c + MIN_SHIFT;
  }

  /** An array of {@link #roundUp} bytes with arbitrary content. */
  byte[] takeHeap(int bytes) {
    int c = classOf(bytes);
    synchronized (this) {
      byte[] kept = c < CLASSES - 1 ? heap[c].pollLast() : null;
      if (kept != null) {
        heapBytes -= kept.length;
        return kept;
      }
    }
    return new byte[roundUp(bytes)];
  }

  synchronized void giveBack(byte[] buffer) {
    int c = classOf(buffer.length);
    if (c < CLASSES - 1
        && buffer.length == 1 << c + MIN_SHIFT
        && heapBytes + buffer.length <= limitBytes) {
      heap[c].addLast(buffer);
      heapBytes += buffer.length;
    }
  }

  /** Native memory of {@link #roundUp} bytes with arbitrary content. */
  Native takeNative(int bytes) {
    int c = classOf(bytes);
    synchronized (this) {
      Native kept = c < CLASSES - 1 ? nativeBuffers[c].pollLast() : null;
      if (kept != null) {
        nativeBytes -= kept.segment().byteSize();
        return kept;
      }
    }
    Arena arena = Arena.ofShared();
    return new Native(arena, arena.allocate(roundUp(bytes), Long.BYTES));
  }

  void giveBack(Native buffer) {
    long size = buffer.segment().byteSize();
    int c = classOf((int) size);
    synchronized (this) {
      if (c < CLASSES - 1 && nativeBytes + size <= limitBytes) {
        nativeBuffers[c].addLast(buffer);
        nativeBytes += size;
        return;
      }
    }
    buffer.arena().close();
  }
}
