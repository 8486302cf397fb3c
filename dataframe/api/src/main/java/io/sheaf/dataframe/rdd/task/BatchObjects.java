package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Objects that are made of whole batches of rows. For one thread. */
public final class BatchObjects implements Iterator<Object> {
  private final BatchStream rows;
  private final Function<Batch, ? extends List<?>> maker;
  private Iterator<?> made = Collections.emptyIterator();

  /**
   * @param maker makes the objects of the rows that count
   */
  public BatchObjects(BatchStream rows, Function<Batch, ? extends List<?>> maker) {
    this.rows = rows;
    this.maker = maker;
  }

  @Override
  public boolean hasNext() {
    while (!made.hasNext()) {
      Batch batch = rows.next();
      if (batch == null) {
        return false;
      }
      made = maker.apply(batch).iterator();
    }
    return true;
  }

  @Override
  public Object next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return made.next();
  }
}
