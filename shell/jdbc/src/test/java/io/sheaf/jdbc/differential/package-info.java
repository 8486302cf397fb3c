/**
 * Random queries against an independent engine: {@link
 * io.sheaf.jdbc.differential.RandomQueriesTest} gives the tables of {@link
 * io.sheaf.jdbc.differential.RandomTables} and the queries of {@link
 * io.sheaf.jdbc.differential.QueryGenerator} to both and compares the {@link
 * io.sheaf.jdbc.differential.Answer}s.
 */
package io.sheaf.jdbc.differential;
