package io.sheaf.columnar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The hash functions that all of Sheaf agrees on: fast, well mixed in high and low bits. */
public final class Hashing {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long K1 = 0x9E3779B97F4A7C15L;
  private static final long K2 = 0xD6E8FEB86659FD93L;

  /** The hash of NULL. */
  public static final long NULL = 0x5851F42D4C957F2DL;

  private Hashing() {}

  public static long mix(long value) {
    long x = value ^ value >>> 32;
    x *= K1;
    x ^= x >>> 29;
    x *= K2;
    return x ^ x >>> 32;
  }

  /** Combines the hash of the columns so far with that of the next. */
  public static long combine(long hash, long next) {
    return mix(hash * 31 + next);
  }

  /** Doubles that are equal in SQL (0.0 and -0.0, all NaNs) hash alike. */
  public static long of(double value) {
    return mix(Double.doubleToLongBits(value + 0.0));
  }

  /** Equal 128-bit values hash like the long of the same value where there is one. */
  public static long of(long low, long high) {
    return high == low >> 63 ? mix(low) : mix(low ^ mix(high));
  }

  public static long bytes(byte[] data, int offset, int length) {
    long h = length * K1;
    int i = offset;
    int end = offset + length;
    for (; i + 8 <= end; i += 8) {
      h = (h ^ (long) LONGS.get(data, i)) * K2;
      h ^= h >>> 31;
    }
    long tail = 0;
    for (int shift = 0; i < end; i++, shift += 8) {
      tail |= (data[i] & 0xFFL) << shift;
    }
    return mix(h ^ tail);
  }
}
