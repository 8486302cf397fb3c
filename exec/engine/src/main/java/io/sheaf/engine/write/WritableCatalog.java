package io.sheaf.engine.write;

import io.sheaf.columnar.Batch;
import io.sheaf.connector.Catalog;
import java.util.List;

/** A catalog with tables in memory to which queries may add rows. Thread-safe. */
public interface WritableCatalog extends Catalog {
  /**
   * Adds all rows of a finished query at once; called on a thread of the engine.
   *
   * @param table the {@code location} of the write's target
   * @param batches frozen, in no particular order unless the query is sorted
   * @throws io.sheaf.columnar.SheafException when there is no such table
   */
  void append(String table, List<Batch> batches);
}
