package io.sheaf.dataframe;

import io.sheaf.columnar.Batch;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The rows of a query one after the other, fetched as they are asked for. Has to be closed unless
 * it was read to its end. For one thread.
 */
public final class RowIterator implements Iterator<Row>, AutoCloseable {
  private final Result result;
  private List<Row> rows = List.of();
  private int next;

  RowIterator(Result result) {
    this.result = result;
  }

  @Override
  public boolean hasNext() {
    while (next == rows.size()) {
      Batch batch = result.next();
      if (batch == null) {
        return false;
      }
      rows = result.rows(batch);
      next = 0;
    }
    return true;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there is no other row");
    }
    return rows.get(next++);
  }

  /** The rows that are left; closing the stream closes the iterator. */
  Stream<Row> stream() {
    int shape = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, shape), false)
        .onClose(this::close);
  }

  @Override
  public void close() {
    result.close();
  }
}
