package io.sheaf.objects;

import io.sheaf.columnar.SheafException;

/**
 * How many different objects there are, about, from their {@link StableHash}es: a HyperLogLog of
 * one byte a register. Sketches of parts are put together register by register. Stateless: the
 * registers are the caller's.
 */
public final class DistinctSketch {
  private static final int LEAST_BITS = 4;
  private static final int MOST_BITS = 16;
  private static final int HASH_BITS = 32;

  private DistinctSketch() {}

  /**
   * Registers for no objects yet.
   *
   * @param error relative standard deviation of the estimate, e.g. 0.05
   */
  public static byte[] empty(double error) {
    double bits = Math.ceil(2 * Math.log(1.04 / error) / Math.log(2));
    if (!(error > 0) || bits > MOST_BITS) {
      throw SheafException.user(
          "BAD_ARGUMENT", "a relative error of " + error + "; at least 0.005 is possible");
    }
    return new byte[1 << Math.max(LEAST_BITS, (int) bits)];
  }

  /** Takes an object up. */
  public static void add(byte[] registers, int stableHash) {
    int bits = Integer.numberOfTrailingZeros(registers.length);
    int hash = mixed(stableHash);
    int register = hash >>> HASH_BITS - bits;
    int rank = Math.min(Integer.numberOfLeadingZeros(hash << bits), HASH_BITS - bits) + 1;
    registers[register] = (byte) Math.max(registers[register], rank);
  }

  /** Spreads the bits; different hashes stay different. */
  private static int mixed(int hash) {
    int h = (hash ^ hash >>> 16) * 0x7feb352d;
    h = (h ^ h >>> 15) * 0x846ca68b;
    return h ^ h >>> 16;
  }

  /** Takes up all that another sketch of the same size has. */
  public static byte[] merge(byte[] registers, byte[] other) {
    for (int i = 0; i < registers.length; i++) {
      registers[i] = (byte) Math.max(registers[i], other[i]);
    }
    return registers;
  }

  /** How many different objects there were, about. */
  public static long estimate(byte[] registers) {
    int size = registers.length;
    double sum = 0;
    int zeros = 0;
    for (byte register : registers) {
      sum += 1. / (1L << register);
      zeros += register == 0 ? 1 : 0;
    }
    double alpha =
        switch (size) {
          case 16 -> 0.673;
          case 32 -> 0.697;
          case 64 -> 0.709;
          default -> 0.7213 / (1 + 1.079 / size);
        };
    double estimate = alpha * size * size / sum;
    if (estimate <= 2.5 * size && zeros > 0) {
      return Math.round(size * Math.log((double) size / zeros));
    }
    double all = Math.pow(2, HASH_BITS);
    return Math.round(estimate <= all / 30 ? estimate : -all * Math.log(1 - estimate / all));
  }
}
