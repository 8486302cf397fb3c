package io.sheaf.engine.key;

import io.sheaf.columnar.memory.MemoryLease;
import java.util.Arrays;

/**
 * A growable array of {@code long}s in segments that are never copied once they are full. Memory is
 * leased before it is allocated. Written by one thread at a time.
 */
final class LongSegments {
  static final int BITS = 15;
  static final int SIZE = 1 << BITS;
  static final int MASK = SIZE - 1;
  private static final int FIRST = 256;

  private final MemoryLease lease;
  private long[][] segments = new long[0][];
  private int capacity;

  LongSegments(MemoryLease lease) {
    this.lease = lease;
  }

  /** Element i lives in segment {@code i >>> BITS} at {@code i & MASK}. */
  long[][] segments() {
    return segments;
  }

  long get(int index) {
    return segments[index >>> BITS][index & MASK];
  }

  void set(int index, long value) {
    segments[index >>> BITS][index & MASK] = value;
  }

  /** Makes room for so many elements in total; false when the memory is refused. */
  boolean tryReserve(int size) {
    while (capacity < size) {
      if (!(capacity < SIZE ? growFirst(size) : addSegment())) {
        return false;
      }
    }
    return true;
  }

  private boolean growFirst(int size) {
    int wanted = FIRST;
    while (wanted < SIZE && (wanted < size || wanted <= capacity)) {
      wanted <<= 1;
    }
    if (!lease.tryGrow(8L * wanted)) {
      return false;
    }
    segments = new long[][] {capacity == 0 ? new long[wanted] : Arrays.copyOf(segments[0], wanted)};
    lease.shrink(8L * capacity);
    capacity = wanted;
    return true;
  }

  private boolean addSegment() {
    if (!lease.tryGrow(8L * SIZE)) {
      return false;
    }
    int used = capacity >>> BITS;
    if (used == segments.length) {
      segments = Arrays.copyOf(segments, 2 * used);
    }
    segments[used] = new long[SIZE];
    capacity += SIZE;
    return true;
  }

  /** Frees everything. */
  void clear() {
    lease.shrink(8L * capacity);
    capacity = 0;
    segments = new long[0][];
  }
}
