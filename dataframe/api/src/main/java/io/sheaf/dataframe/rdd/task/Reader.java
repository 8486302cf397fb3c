package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.BatchStream;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/** Makes the objects of a partition of rows, or of nothing. */
@FunctionalInterface
public interface Reader extends Serializable {
  /**
   * @param inputs the partition's rows of each input of the node
   */
  Iterator<?> open(TaskScope scope, List<BatchStream> inputs);

  /** Whether the order of what it gives may change with the memory that it gets. */
  default boolean loose() {
    return false;
  }
}
