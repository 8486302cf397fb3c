/**
 * The TPC-H runner: generates the tables as Parquet, runs the 22 queries and compares what comes back with
 * expected answers.
 */
package io.sheaf.tpch;
