/**
 * What programs hand to {@link io.sheaf.dataframe.rdd.Rdd}s: lambdas come in, with all that they
 * capture, and go out to the threads and JVMs where the data is. They may throw any exception.
 * {@link io.sheaf.dataframe.rdd.lambda.RddFunction} makes one value of another, {@link
 * io.sheaf.dataframe.rdd.lambda.RddPredicate} says which are wanted, {@link
 * io.sheaf.dataframe.rdd.lambda.RddComparator} puts them in order.
 */
package io.sheaf.dataframe.rdd.lambda;
