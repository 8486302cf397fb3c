package io.sheaf.engine.key;

import io.sheaf.columnar.memory.MemoryLease;
import java.util.Arrays;

/**
 * A growable array of {@code int}s in segments that are never copied once they are full. Memory is
 * leased before it is allocated. Written by one thread at a time.
 */
final class IntSegments {
  static final int BITS = 15;
  static final int SIZE = 1 << BITS;
  static final int MASK = SIZE - 1;
  private static final int FIRST = 256;

  private final MemoryLease lease;
  private int[][] segments = new int[0][];
  private int capacity;

  IntSegments(MemoryLease lease) {
    this.lease = lease;
  }

  /** Element i lives in segment {@code i >>> BITS} at {@code i & MASK}. */
  int[][] segments() {
    return segments;
  }

  int get(int index) {
    return segments[index >>> BITS][index & MASK];
  }

  void set(int index, int value) {
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
    if (!lease.tryGrow(4L * wanted)) {
      return false;
    }
    segments = new int[][] {capacity == 0 ? new int[wanted] : Arrays.copyOf(segments[0], wanted)};
    lease.shrink(4L * capacity);
    capacity = wanted;
    return true;
  }

  private boolean addSegment() {
    if (!lease.tryGrow(4L * SIZE)) {
      return false;
    }
    int used = capacity >>> BITS;
    if (used == segments.length) {
      segments = Arrays.copyOf(segments, 2 * used);
    }
    segments[used] = new int[SIZE];
    capacity += SIZE;
    return true;
  }

  /** Frees everything. */
  void clear() {
    lease.shrink(4L * capacity);
    capacity = 0;
    segments = new int[0][];
  }
}
