package io.sheaf.engine.join;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/**
 * The values of a column of integers, dates or the like, as they are sent from those who have them
 * to those who need no others. Immutable.
 *
 * @param min no value is smaller
 * @param max no value is larger; smaller than {@code min} when there is none but NULL
 * @param bits what is known beyond that, as words of 64 bits; empty where nothing is
 */
public record KeySet(long min, long max, Form form, byte[] bits) {
  /** Words of a {@link Form#HASHED} set. */
  static final int HASHED_WORDS = 1 << 17;

  /** Nothing is known. */
  public static final KeySet ANY =
      new KeySet(Long.MIN_VALUE, Long.MAX_VALUE, Form.BOUNDS, new byte[0]);

  /** There are no values. */
  public static final KeySet NONE =
      new KeySet(Long.MAX_VALUE, Long.MIN_VALUE, Form.BOUNDS, new byte[0]);

  /** What the bits are. */
  public enum Form {
    /** There are none. */
    BOUNDS,
    /** A bit a value from {@code min} on, set where the value is there. */
    EXACT,
    /** A Bloom filter: where a bit of a value is not set, the value is not there. */
    HASHED
  }

  static KeySet of(long min, long max, Form form, long[] words) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * words.length);
    bytes.asLongBuffer().put(words);
    return new KeySet(min, max, form, bytes.array());
  }

  /** The bits; null where there are none. */
  long[] words() {
    if (form == Form.BOUNDS) {
      return null;
    }
    LongBuffer longs = ByteBuffer.wrap(bits).asLongBuffer();
    long[] words = new long[longs.remaining()];
    longs.get(words);
    return words;
  }

  /** Whether it tells of no value that it is not there. */
  public boolean isAny() {
    return form == Form.BOUNDS && min == Long.MIN_VALUE && max == Long.MAX_VALUE;
  }

  /** How many values there are, as far as the bits tell; -1 where they do not. */
  public long count() {
    if (min > max) {
      return 0;
    }
    return form == Form.EXACT ? java.util.Arrays.stream(words()).map(Long::bitCount).sum() : -1;
  }

  /** The two bits of a value in a {@link Form#HASHED} set. */
  static int bit(long hash, int which) {
    int width = 64 * HASHED_WORDS;
    return (int) (which == 0 ? hash : hash >>> 32) & width - 1;
  }
}
