package io.sheaf.dataframe.rdd.lambda;

import java.io.Serializable;

/**
 * Says which numbers are wanted. It is sent to where the data is, with a copy of all that it
 * captures.
 */
@FunctionalInterface
public interface RddLongPredicate extends Serializable {
  boolean test(long value) throws Exception;
}
