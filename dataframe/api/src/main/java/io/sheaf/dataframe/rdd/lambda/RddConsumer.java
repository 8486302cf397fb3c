package io.sheaf.dataframe.rdd.lambda;

import java.io.Serializable;

/**
 * Does something with a value. It is sent to where the data is, with a copy of all that it
 * captures.
 */
@FunctionalInterface
public interface RddConsumer<T> extends Serializable {
  void accept(T value) throws Exception;
}
