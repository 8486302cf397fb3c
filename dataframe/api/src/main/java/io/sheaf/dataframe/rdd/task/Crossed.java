package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.dataframe.rdd.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Each object of the first input with each of the second, which has to fit in memory. */
public record Crossed() implements Reader {
  private static final int OBJECT_BYTES = 256;
  private static final int BLOCK = 1024;

  @Override
  public Iterator<?> open(TaskScope scope, List<BatchStream> inputs) {
    Iterator<?> left = new ObjectRows(inputs.get(0), scope);
    Iterator<?> right = new ObjectRows(inputs.get(1), scope);
    return new Iterator<Object>() {
      private List<Object> all;
      private Object first;
      private Iterator<Object> second = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        if (all == null) {
          all = kept(scope, right);
        }
        while (!second.hasNext() && !all.isEmpty() && left.hasNext()) {
          first = left.next();
          second = all.iterator();
        }
        return second.hasNext();
      }

      @Override
      public Object next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return Pair.of(first, second.next());
      }
    };
  }

  private static List<Object> kept(TaskScope scope, Iterator<?> objects) {
    MemoryLease lease = scope.query().memory().lease("Cartesian product", false);
    scope.onClose(lease::close);
    List<Object> kept = new ArrayList<>();
    while (objects.hasNext()) {
      if (kept.size() % BLOCK == 0) {
        lease.grow((long) BLOCK * OBJECT_BYTES);
      }
      kept.add(objects.next());
    }
    return kept;
  }
}
