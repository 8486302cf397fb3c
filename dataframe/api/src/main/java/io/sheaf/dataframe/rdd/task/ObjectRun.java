package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.dataframe.rdd.lambda.RddComparator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** Objects in any order of their keys, as they are. For one thread. */
final class ObjectRun implements SortRun {
  /** Objects that are reserved for together. */
  private static final int BLOCK = 1024;

  /** An object takes so many times its bytes in memory, and a reference. */
  private static final int OBJECT_FACTOR = 4;

  private static final int OBJECT_BYTES = 64;

  private final TaskScope scope;
  private final MemoryLease lease;
  private final KeyOf key;
  private final RddComparator<?> order;
  private final Comparator<Object> compared;
  private List<Object> objects = new ArrayList<>();

  /**
   * @param order of the keys
   * @param compared compares the objects by their keys
   */
  ObjectRun(
      TaskScope scope,
      MemoryLease lease,
      KeyOf key,
      RddComparator<?> order,
      Comparator<Object> compared) {
    this.scope = scope;
    this.lease = lease;
    this.key = key;
    this.order = order;
    this.compared = compared;
  }

  @Override
  public boolean takes(Object object) {
    return true;
  }

  @Override
  public boolean add(Object object) {
    if (objects.size() % BLOCK == 0 && !hasRoom(object)) {
      return false;
    }
    objects.add(object);
    return true;
  }

  private boolean hasRoom(Object example) {
    long bytes = (long) OBJECT_FACTOR * scope.objects().write(example) + OBJECT_BYTES;
    return !lease.spillRequested() && lease.tryGrow(bytes * BLOCK) || objects.isEmpty();
  }

  @Override
  public boolean isEmpty() {
    return objects.isEmpty();
  }

  @Override
  public Iterator<Object> inOrder() {
    Object[] sorted = ObjectSort.sorted(objects, key, order, compared);
    objects = new ArrayList<>();
    return Arrays.asList(sorted).iterator();
  }

  @Override
  public void write(Written rows) {
    for (Object object : ObjectSort.sorted(objects, key, order, compared)) {
      int length = scope.objects().write(object);
      rows.append(scope.objects().buffer(), 0, length);
    }
  }

  @Override
  public void clear() {
    objects = new ArrayList<>();
  }
}
