package io.sheaf.dataframe.rdd.lambda;

import java.io.Serializable;

/**
 * Makes a value of another one. It is sent to where the data is, with a copy of all that it
 * captures.
 */
@FunctionalInterface
public interface RddFunction<T, R> extends Serializable {
  R apply(T value) throws Exception;
}
