package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.memory.MemoryLease;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Objects whose keys are numbers of one class, in their natural order. The objects are held as
 * bytes, and only their numbers are sorted. For one thread.
 */
final class NumberRun implements SortRun {
  private static final int CHUNK_BYTES = 64 << 10;
  private static final int LEAST_OBJECTS = 1024;

  /** Number, address and length, and as much again to sort and to grow. */
  private static final long BYTES_PER_OBJECT = 2 * (2 * Long.BYTES + Integer.BYTES);

  private final TaskScope scope;
  private final MemoryLease lease;
  private final KeyOf key;
  private final Class<?> type;
  private final List<byte[]> chunks = new ArrayList<>();

  /** Bytes of the last chunk that are taken. */
  private int taken;

  private long[] numbers = new long[0];
  private long[] addresses = new long[0];
  private int[] lengths = new int[0];
  private int count;

  NumberRun(TaskScope scope, MemoryLease lease, KeyOf key, Class<?> type) {
    this.scope = scope;
    this.lease = lease;
    this.key = key;
    this.type = type;
  }

  @Override
  public boolean takes(Object object) {
    Object of = key.of(object);
    return of != null && of.getClass() == type;
  }

  @Override
  public boolean add(Object object) {
    int length = scope.objects().write(object);
    if (count == numbers.length && !growArrays()
        || (chunks.isEmpty() || taken + length > chunks.getLast().length) && !growChunks(length)) {
      return false;
    }
    numbers[count] = KeyNumbers.of(key.of(object));
    addresses[count] = (long) (chunks.size() - 1) << Integer.SIZE | taken;
    lengths[count++] = length;
    System.arraycopy(scope.objects().buffer(), 0, chunks.getLast(), taken, length);
    taken += length;
    return true;
  }

  private boolean growArrays() {
    int objects = Math.max(LEAST_OBJECTS, 2 * count);
    if (!reserve((objects - count) * BYTES_PER_OBJECT)) {
      return false;
    }
    numbers = Arrays.copyOf(numbers, objects);
    addresses = Arrays.copyOf(addresses, objects);
    lengths = Arrays.copyOf(lengths, objects);
    return true;
  }

  private boolean growChunks(int least) {
    int bytes = Math.max(CHUNK_BYTES, least);
    if (!reserve(bytes)) {
      return false;
    }
    chunks.add(new byte[bytes]);
    taken = 0;
    return true;
  }

  /** There has to be room for one object. */
  private boolean reserve(long bytes) {
    return !lease.spillRequested() && lease.tryGrow(bytes) || count == 0;
  }

  @Override
  public boolean isEmpty() {
    return count == 0;
  }

  @Override
  public Iterator<Object> inOrder() {
    int[] places = KeyNumbers.places(Arrays.copyOf(numbers, count));
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < places.length;
      }

      @Override
      public Object next() {
        if (next >= places.length) {
          throw new NoSuchElementException();
        }
        int place = places[next++];
        return scope.objects().read(chunk(place), (int) addresses[place], lengths[place]);
      }
    };
  }

  @Override
  public void write(Written rows) {
    for (int place : KeyNumbers.places(Arrays.copyOf(numbers, count))) {
      rows.append(chunk(place), (int) addresses[place], lengths[place]);
    }
  }

  private byte[] chunk(int place) {
    return chunks.get((int) (addresses[place] >>> Integer.SIZE));
  }

  @Override
  public void clear() {
    chunks.clear();
    taken = 0;
    numbers = new long[0];
    addresses = new long[0];
    lengths = new int[0];
    count = 0;
  }
}
