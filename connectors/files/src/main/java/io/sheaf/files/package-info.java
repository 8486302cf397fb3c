/**
 * Tables that are listings of files, and the store that is the local file system. A reference to a
 * path, folder or glob comes in; a {@link io.sheaf.connector.Table} whose splits are those of its
 * files goes out.
 *
 * <p>In reading order: {@link io.sheaf.files.FileConnector} lists the files and asks the format
 * what they hold, {@link io.sheaf.files.FileTable} is the table over them, {@link
 * io.sheaf.files.LocalFileStore} the store, {@link io.sheaf.connector.Glob} its patterns. {@link
 * io.sheaf.files.http} reads URLs.
 */
package io.sheaf.files;
