/**
 * What rdds and datasets of Java programs cost beside Apache Spark's: {@link
 * io.sheaf.dataframe.bench.RddBenchmark} makes the input, runs both engines in processes of their
 * own over it, compares the answers and prints the times. The programs are those of {@link
 * io.sheaf.dataframe.bench.SheafPrograms} and {@link io.sheaf.dataframe.bench.SparkPrograms}, which
 * say the same in either API.
 */
package io.sheaf.dataframe.bench;
