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

  private static final int ALL = 1000;
  private static final int SMALL_BYTES = 256;
  private static final int LARGE_BYTES = 8 << 10;

  private static final AtomicInteger TRIALS = new AtomicInteger();

  private SnappyTrials() {}

  /** Whether the decoder can do the work alone. */
  static boolean over() {
    return TRIALS.getPlain() >= ALL;
  }

  /**
   * Has a decoder that was started on a block decode its beginning.
   *
   * @param bytes length of the compressed block
   * @param at where its target starts
   * @param length of the target
   */
  static void run(SnappyDecoder decoder, int bytes, int at, int length) {
    int trial = bytes < length - length / 8 ? TRIALS.getAndIncrement() : TRIALS.get();
    decoder.advance(at + Math.min(length, trial < SMALL ? SMALL_BYTES : LARGE_BYTES));
  }
}
