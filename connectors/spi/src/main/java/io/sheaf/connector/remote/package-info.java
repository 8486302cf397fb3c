/**
 * What stores behind a network have in common. Where and how to fetch a range of a file comes in; a
 * {@link io.sheaf.connector.ReadableFile} goes out that fetches ahead what its reader names, in few
 * requests, several at a time. Read {@link io.sheaf.connector.remote.RemoteFile}, {@link
 * io.sheaf.connector.remote.Coalescing}, {@link io.sheaf.connector.remote.Transfers}.
 */
package io.sheaf.connector.remote;
