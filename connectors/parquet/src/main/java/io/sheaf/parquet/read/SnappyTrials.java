package io.sheaf.parquet.read;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets the decoder of our own warm up. Compiled it is the fastest; interpreted it would be far
 * slower than a native library. So the first pages of a process are left to the library, and the
 * decoder only tries their beginnings, which costs little and makes the JVM compile it.
 * Thread-safe.
 */
final class SnappyTrials {
  /** So many calls, small and then large ones, make the JVM compile a method, and well. */
  private static final int SMALL = 250;

  private static final int ALL = 3000;

  /** A page may be a megabyte: one call a page would leave gigabytes to the library. */
  private static final int PER_PAGE = 10;

  private static final int SMALL_BYTES = 256;
  private static final int LARGE_BYTES = 2 << 10;

  private static final AtomicInteger TRIALS = new AtomicInteger();

  private SnappyTrials() {}

  /** Whether the decoder can do the work alone. */
  static boolean over() {
    return TRIALS.getPlain() >= ALL;
  }

  /**
   * Has a decoder that was started on a block decode its beginning, some pieces one after the
   * other.
   *
   * @param bytes length of the compressed block
   * @param at where its target starts
   * @param length of the target
   */
  static void run(SnappyDecoder decoder, int bytes, int at, int length) {
    if (bytes >= length - length / 8) {
      return;
    }
    int end = at;
    for (int call = 0; call < PER_PAGE && end < at + length; call++) {
      int trial = TRIALS.getAndIncrement();
      end = Math.min(at + length, end + (trial < SMALL ? SMALL_BYTES : LARGE_BYTES));
      decoder.advance(end);
    }
  }
}
