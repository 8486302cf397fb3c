package io.sheaf.parquet.read;

import java.util.ArrayDeque;

/**
 * Buffers for pages, kept between streams, because fresh memory costs as much to touch as a page to
 * decode. Sizes are powers of two. Thread-safe. What the pool keeps is bounded; what is lent is
 * reserved by the borrower.
 */
public final class BufferPool {
  private static final int MIN_SHIFT = 16;
  private static final int CLASSES = 16;

  private final long limitBytes;
  private final ArrayDeque<byte[]>[] kept = queues();
  private long keptBytes;

  /**
   * @param limitBytes the most to keep
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
  byte[] take(int bytes) {
    int c = classOf(bytes);
    synchronized (this) {
      byte[] found = c < CLASSES - 1 ? kept[c].pollLast() : null;
      if (found != null) {
        keptBytes -= found.length;
        return found;
      }
    }
    return new byte[roundUp(bytes)];
  }

  synchronized void giveBack(byte[] buffer) {
    int c = classOf(buffer.length);
    if (c < CLASSES - 1
        && buffer.length == 1 << c + MIN_SHIFT
        && keptBytes + buffer.length <= limitBytes) {
      kept[c].addLast(buffer);
      keptBytes += buffer.length;
    }
  }
}
