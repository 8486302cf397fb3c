package io.sheaf.dataframe.rdd.lambda;

import java.io.Serializable;

/** Makes a value. It is sent to where the data is, with a copy of all that it captures. */
@FunctionalInterface
public interface RddSupplier<T> extends Serializable {
  T get() throws Exception;
}
