/** The lambdas that {@link io.sheaf.dataframe.rdd.Rdd}s take. They may throw any exception. */
package io.sheaf.dataframe.rdd.lambda;
