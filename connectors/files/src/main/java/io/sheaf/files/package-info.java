/**
 * Tables that are listings of files, the text formats, and the store for the local file system. Paths and
 * globs come in; tables with splits and batches go out.
 */
package io.sheaf.files;
