package io.sheaf.dataframe.rdd.lambda;

import java.io.Serializable;

/**
 * Makes a value of two others. It is sent to where the data is, with a copy of all that it
 * captures.
 */
@FunctionalInterface
public interface RddBiFunction<A, B, R> extends Serializable {
  R apply(A first, B second) throws Exception;
}
