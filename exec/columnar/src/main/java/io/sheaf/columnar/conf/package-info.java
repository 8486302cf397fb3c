/**
 * What a user sets, before any module has looked at it: the options that all commands share, and
 * how a size is written. Words of a command line come in; settings by key go out, under the same
 * keys that {@code SET} and the JDBC URL take. What a key means is checked by the module that owns
 * it.
 *
 * <p>Read {@link io.sheaf.columnar.conf.CommonOptions}, then {@link
 * io.sheaf.columnar.conf.ByteSize} and {@link io.sheaf.columnar.conf.HostPort}.
 */
package io.sheaf.columnar.conf;
