package io.sheaf.dataframe.rdd.lambda;

import java.io.Serializable;

/**
 * Makes a number of a number. It is sent to where the data is, with a copy of all that it captures.
 */
@FunctionalInterface
public interface RddDoubleOperator extends Serializable {
  double apply(double value) throws Exception;
}
