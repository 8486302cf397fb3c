package io.sheaf.dataframe.rdd.lambda;

import java.io.Serializable;

/**
 * Makes a number of a value. It is sent to where the data is, with a copy of all that it captures.
 */
@FunctionalInterface
public interface RddToDouble<T> extends Serializable {
  double apply(T value) throws Exception;
}
