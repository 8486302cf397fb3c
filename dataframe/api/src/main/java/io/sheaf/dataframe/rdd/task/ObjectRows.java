package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.TextColumn;
import io.sheaf.dataframe.rdd.AddedValues;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The objects of rows, in order; the object is in the last column. What tasks have added to
 * accumulators is passed on, and is none of them. For one thread.
 */
final class ObjectRows implements Iterator<Object> {
  private final BatchStream rows;
  private final TaskScope scope;
  private TextColumn objects;
  private long[] hashes;
  private int row;
  private int count;
  private int bytes;

  ObjectRows(BatchStream rows, TaskScope scope) {
    this.rows = rows;
    this.scope = scope;
  }

  @Override
  public boolean hasNext() {
    while (row == count || isAdded()) {
      if (row < count) {
        scope.passing().add((AddedValues) take());
        continue;
      }
      Batch next = rows.next();
      if (next == null) {
        return false;
      }
      Batch batch = next.compact();
      count = batch.rows();
      row = 0;
      objects = (TextColumn) Columns.flatten(batch.columns().getLast(), count);
      hashes =
          batch.columns().size() == Writer.HASHED.size()
              ? ((LongColumn) Columns.flatten(batch.column(1), count)).values()
              : null;
    }
    return true;
  }

  @Override
  public Object next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return take();
  }

  private Object take() {
    bytes = objects.lengths()[row];
    Object object = scope.objects().read(objects.buffer(row), objects.offsets()[row], bytes);
    row++;
    return object;
  }

  private boolean isAdded() {
    return TaskScope.isAdded(objects.buffer(row), objects.offsets()[row]);
  }

  /** How many bytes the object takes that was given last. */
  int bytes() {
    return bytes;
  }

  /** The hash of the next object, of which {@link #hasNext} is true; in hashed rows alone. */
  long nextHash() {
    return hashes[row];
  }
}
