/**
 * The JDBC driver for {@code jdbc:sheaf:} URLs. The session behind it is found by
 * {@link java.util.ServiceLoader}, so that this package needs neither planner nor engine to compile.
 */
package io.sheaf.jdbc;
