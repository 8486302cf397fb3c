package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.Validity;
import java.util.Arrays;

/**
 * The arrays of one kernel's result, kept from call to call and grown as needed; for one thread.
 */
public final class Scratch {
  private byte[] booleans = {};
  private int[] ints = {};
  private int[] moreInts = {};
  private long[] longs = {};
  private float[] floats = {};
  private double[] doubles = {};
  private long[] validity = {};

  /** As batches get longer bit by bit, arrays shall not be made anew for each. */
  private static int capacity(int rows) {
    return rows <= 1 || rows > 1 << 30 ? rows : Integer.highestOneBit(rows - 1) << 1;
  }

  public byte[] booleans(int rows) {
    if (booleans.length < rows) {
      booleans = new byte[capacity(rows)];
    }
    return booleans;
  }

  public int[] ints(int rows) {
    if (ints.length < rows) {
      ints = new int[capacity(rows)];
    }
    return ints;
  }

  /** A second array of ints, for views of text. */
  public int[] moreInts(int rows) {
    if (moreInts.length < rows) {
      moreInts = new int[capacity(rows)];
    }
    return moreInts;
  }

  public long[] longs(int rows) {
    if (longs.length < rows) {
      longs = new long[capacity(rows)];
    }
    return longs;
  }

  public float[] floats(int rows) {
    if (floats.length < rows) {
      floats = new float[capacity(rows)];
    }
    return floats;
  }

  public double[] doubles(int rows) {
    if (doubles.length < rows) {
      doubles = new double[capacity(rows)];
    }
    return doubles;
  }

  /** Validity bits of arbitrary content. */
  public long[] bits(int rows) {
    int words = Validity.words(rows);
    if (validity.length < words) {
      validity = new long[words];
    }
    return validity;
  }

  /** Validity bits that are all set. */
  public long[] valid(int rows) {
    long[] bits = bits(rows);
    Arrays.fill(bits, 0, Validity.words(rows), -1L);
    return bits;
  }

  /** Validity bits that are a copy of {@code source}, all set when that is null. */
  public long[] copyOf(long[] source, int rows) {
    if (source == null) {
      return valid(rows);
    }
    long[] bits = bits(rows);
    System.arraycopy(source, 0, bits, 0, Validity.words(rows));
    return bits;
  }

  /** The rows where no argument is null; null when none ever is. Constants must not be NULL. */
  public long[] strict(Column[] args, int rows) {
    long[] result = null;
    for (Column arg : args) {
      long[] next = arg instanceof ConstantColumn ? null : arg.validity();
      if (next != null) {
        result = result == null ? next : and(result, next, rows);
      }
    }
    return result;
  }

  private long[] and(long[] a, long[] b, int rows) {
    long[] both = bits(rows);
    int words = Validity.words(rows);
    for (int i = 0; i < words; i++) {
      both[i] = a[i] & b[i];
    }
    return both;
  }
}
