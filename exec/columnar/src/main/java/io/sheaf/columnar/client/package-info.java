/**
 * What a driver or shell needs of a session, without seeing one: statements go in as text, schemas
 * and batches come out. A session is found by {@link java.util.ServiceLoader}.
 *
 * <p>In reading order: {@link io.sheaf.columnar.client.SessionProvider} opens a {@link
 * io.sheaf.columnar.client.ClientSession}, which makes a {@link
 * io.sheaf.columnar.client.ClientCall} of each statement, whose outcome is a {@link
 * io.sheaf.columnar.client.ClientResult}. A program keeps what it opened in {@link
 * io.sheaf.columnar.client.ClosedOnExit}.
 */
package io.sheaf.columnar.client;
