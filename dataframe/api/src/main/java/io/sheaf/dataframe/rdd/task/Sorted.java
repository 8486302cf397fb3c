package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.dataframe.rdd.lambda.RddComparator;
import io.sheaf.engine.spill.SpillFile;
import java.util.ArrayList;
import java.util.Collections;
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
  private static final int RUN_BATCH_ROWS = 1024;
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
    private SortRun run;

    Sort(TaskScope scope, MemoryLease lease) {
      this.scope = scope;
      this.lease = lease;
    }

    Iterator<?> sorted(Iterator<?> input) {
      while (input.hasNext()) {
        add(input.next());
      }
      if (run == null) {
        return Collections.emptyIterator();
      }
      if (runs.isEmpty()) {
        return run.inOrder();
      }
      spill();
      return new Merge(this, runs, scope);
    }

    private void add(Object next) {
      if (run == null) {
        Object first = key.of(next);
        run =
            RddComparator.isNatural(order) && KeyNumbers.isNumber(first)
                ? new NumberRun(scope, lease, key, first.getClass())
                : objectRun();
      }
      if (!run.takes(next)) {
        spill();
        run = objectRun();
      }
      if (!run.add(next)) {
        spill();
        run.add(next);
      }
    }

    private SortRun objectRun() {
      return new ObjectRun(scope, lease, key, order, this::compare);
    }

    private void spill() {
      if (run.isEmpty()) {
        return;
      }
      SpillFile file = scope.query().spill().create(Writer.OBJECTS);
      scope.onClose(file::close);
      runs.add(file);
      ColumnBuilder column = new ColumnBuilder(DataType.Simple.VARBINARY, RUN_BATCH_ROWS);
      run.write(
          (bytes, offset, length) -> {
            column.appendBytes(bytes, offset, length);
            if (column.textBytes() >= RUN_BATCH_BYTES) {
              write(file, column);
            }
          });
      write(file, column);
      file.finishWriting();
      run.clear();
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
