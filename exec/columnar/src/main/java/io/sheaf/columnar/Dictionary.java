package io.sheaf.columnar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Distinct byte strings addressed by code; immutable and shared between threads. Entry {@code c} is
 * {@code data[offsets[c] .. offsets[c + 1])}. Codes of different dictionaries are not comparable:
 * operators keep remaps by {@link #id()}. Entries are usually distinct, but nobody may rely on it.
 */
public final class Dictionary {
  private static final AtomicLong NEXT_ID = new AtomicLong(1);

  private final long id = NEXT_ID.getAndIncrement();
  private final byte[] data;
  private final int[] offsets;
  private final int size;
  private volatile long[] hashes;

  /**
   * @param data all entries' bytes one after another; not copied, must not change any more
   * @param offsets {@code size + 1} ascending positions in {@code data}
   */
  public Dictionary(byte[] data, int[] offsets, int size) {
    this.data = data;
    this.offsets = offsets;
    this.size = size;
  }

  /** Unique within this JVM. */
  public long id() {
    return id;
  }

  public int size() {
    return size;
  }

  public byte[] data() {
    return data;
  }

  public int[] offsets() {
    return offsets;
  }

  public int offset(int code) {
    return offsets[code];
  }

  public int length(int code) {
    return offsets[code + 1] - offsets[code];
  }

  public byte[] bytes(int code) {
    return Arrays.copyOfRange(data, offsets[code], offsets[code + 1]);
  }

  public String string(int code) {
    return new String(data, offsets[code], length(code), StandardCharsets.UTF_8);
  }

  /** {@link Hashing#bytes} of every entry, computed once. */
  public long[] hashes() {
    long[] known = hashes;
    if (known == null) {
      known = new long[size];
      for (int code = 0; code < size; code++) {
        known[code] = Hashing.bytes(data, offsets[code], length(code));
      }
      hashes = known;
    }
    return known;
  }
}
