package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.dataframe.rdd.lambda.RddComparator;
import io.sheaf.engine.spill.SpillFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The objects of a partition in an order; equal ones stay in the order of their coming. What does
 * not fit in memory goes to disk in sorted runs, which are merged.
 */
public record Sorted<K>(CallSite site, RddComparator<K> order, KeyOf key) implements Step {
  /** Objects that are reserved for together. */
  private static final int BLOCK = 1024;

  /** An object takes so many times its bytes in memory, and a reference. */
  private static final int OBJECT_FACTOR = 4;

  private static final int OBJECT_BYTES = 64;
  private static final int RUN_BATCH_BYTES = 64 << 10;

  @Override
  public Iterator<?> apply(TaskScope scope, Iterator<?> input) {
    MemoryLease lease = scope.query().memory().lease("Sort of objects", true);
    scope.onClose(lease::close);
    return new Sort(scope, lease).sorted(input);
  }

  private final class Sort {
    private final TaskScope scope;
    private final MemoryLease lease;
    private final List<SpillFile> runs = new ArrayList<>();
    private List<Object> objects = new ArrayList<>();

    Sort(TaskScope scope, MemoryLease lease) {
      this.scope = scope;
      this.lease = lease;
    }

    Iterator<?> sorted(Iterator<?> input) {
      while (input.hasNext()) {
        Object next = input.next();
        if (objects.size() % BLOCK == 0 && !hasRoom(next)) {
          spill();
        }
        objects.add(next);
      }
      if (runs.isEmpty()) {
        objects.sort(this::compare);
        return objects.iterator();
      }
      spill();
      return new Merge(this, runs, scope);
    }

    private boolean hasRoom(Object example) {
      long bytes = (long) OBJECT_FACTOR * scope.objects().write(example) + OBJECT_BYTES;
      return !lease.spillRequested() && lease.tryGrow(bytes * BLOCK) || objects.isEmpty();
    }

    private void spill() {
      objects.sort(this::compare);
      SpillFile file = scope.query().spill().create(Writer.OBJECTS);
      scope.onClose(file::close);
      runs.add(file);
      ColumnBuilder column = new ColumnBuilder(DataType.Simple.VARBINARY, BLOCK);
      for (Object object : objects) {
        int length = scope.objects().write(object);
        column.appendBytes(scope.objects().buffer(), 0, length);
        if (column.textBytes() >= RUN_BATCH_BYTES) {
          write(file, column);
        }
      }
      write(file, column);
      file.finishWriting();
      objects = new ArrayList<>();
      lease.shrink(lease.heldBytes());
      lease.spilled();
    }

    private static void write(SpillFile file, ColumnBuilder column) {
      int rows = column.rows();
      if (rows > 0) {
        file.write(Batch.frozen(Writer.OBJECTS, List.of(column.build()), rows));
      }
    }

    @SuppressWarnings("unchecked")
    int compare(Object a, Object b) {
      try {
        return order.compare((K) key.of(a), (K) key.of(b));
      } catch (Throwable t) {
        throw UserFailure.of(site, scope, t);
      }
    }
  }

  /** The smallest of the first objects of all runs, again and again. */
  private static final class Merge implements Iterator<Object> {
    private final PriorityQueue<Head> heads;

    private static final class Head {
      private final int run;
      private final Iterator<Object> rest;
      private Object object;

      Head(int run, Iterator<Object> rest) {
        this.run = run;
        this.rest = rest;
      }

      boolean advance() {
        boolean more = rest.hasNext();
        object = more ? rest.next() : null;
        return more;
      }
    }

    Merge(Sorted<?>.Sort sort, List<SpillFile> runs, TaskScope scope) {
      Comparator<Head> byObject = (a, b) -> sort.compare(a.object, b.object);
      heads = new PriorityQueue<>(runs.size(), byObject.thenComparingInt(head -> head.run));
      for (int i = 0; i < runs.size(); i++) {
        var rows = runs.get(i).read();
        scope.onClose(rows::close);
        Head head = new Head(i, new ObjectRows(rows, scope));
        if (head.advance()) {
          heads.add(head);
        }
      }
    }

    @Override
    public boolean hasNext() {
      return !heads.isEmpty();
    }

    @Override
    public Object next() {
      Head head = heads.poll();
      if (head == null) {
        throw new NoSuchElementException();
      }
      Object object = head.object;
      if (head.advance()) {
        heads.add(head);
      }
      return object;
    }
  }
}
