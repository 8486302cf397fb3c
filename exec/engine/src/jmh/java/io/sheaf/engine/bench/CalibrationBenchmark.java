package io.sheaf.engine.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * How fast this machine is, by a loop that no change of Sheaf touches: scores are compared in units
 * of it.
 */
@State(Scope.Thread)
@OperationsPerInvocation(CalibrationBenchmark.STEPS)
public class CalibrationBenchmark {
  static final int STEPS = 1 << 20;

  private final int[] table = new int[1 << 16];

  @Benchmark
  public int scattered() {
    int state = 1;
    int sum = 0;
    for (int i = 0; i < STEPS; i++) {
      state = state * 1664525 + 1013904223;
      int at = state >>> 16;
      sum += table[at];
      table[at] = sum ^ i;
    }
    return sum;
  }
}
