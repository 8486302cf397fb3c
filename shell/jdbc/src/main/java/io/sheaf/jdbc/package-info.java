/**
 * The JDBC driver, for {@code jdbc:sheaf:} URLs: a session in this JVM, found by {@link
 * java.util.ServiceLoader} and seen only through {@link io.sheaf.columnar.client.ClientSession}.
 *
 * <p>In reading order: {@link io.sheaf.jdbc.SheafDriver} opens a {@link
 * io.sheaf.jdbc.SheafConnection} from a {@link io.sheaf.jdbc.ConnectionUrl}, {@link
 * io.sheaf.jdbc.SheafStatement} runs a text, {@link io.sheaf.jdbc.SheafPreparedStatement} one with
 * {@link io.sheaf.jdbc.ParameterValue}s, {@link io.sheaf.jdbc.SheafResultSet} walks over the
 * batches and {@link io.sheaf.jdbc.Conversion} gives values the class that was asked for; {@link
 * io.sheaf.jdbc.SheafDatabaseMetaData} answers what tools ask.
 */
package io.sheaf.jdbc;
