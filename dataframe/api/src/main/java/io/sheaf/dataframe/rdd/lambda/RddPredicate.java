package io.sheaf.dataframe.rdd.lambda;

import java.io.Serializable;

/**
 * Whether a value is wanted. It is sent to where the data is, with a copy of all that it captures.
 */
@FunctionalInterface
public interface RddPredicate<T> extends Serializable {
  boolean test(T value) throws Exception;
}
