package io.sheaf.dataframe.rdd.task;

import java.io.Serializable;
import java.util.Iterator;

/** Makes the objects of a partition of those of another one, one by one. */
@FunctionalInterface
public interface Step extends Serializable {
  Iterator<?> apply(TaskScope scope, Iterator<?> input);
}
