package io.sheaf.engine.codegen;

import java.util.concurrent.atomic.LongAdder;

/**
 * A fragment that all statements share, and how far the JVM's compilers have come with it: a new
 * one runs many times slower than it will, so that it is given few batches at first. Thread-safe.
 */
public final class Generated implements Fragment {
  /** After so many rows the loop has most likely been compiled to machine code. */
  private static final long WARM_ROWS = 500_000;

  private final Fragment fragment;
  private final LongAdder rows = new LongAdder();
  private volatile boolean warm;

  Generated(Fragment fragment) {
    this.fragment = fragment;
  }

  public boolean isWarm() {
    return warm;
  }

  @Override
  public void run(Object[] arrays, long[] parameters, int[] list, int count, long[] registers) {
    fragment.run(arrays, parameters, list, count, registers);
    if (!warm) {
      rows.add(count);
      warm = rows.sum() >= WARM_ROWS;
    }
  }
}
