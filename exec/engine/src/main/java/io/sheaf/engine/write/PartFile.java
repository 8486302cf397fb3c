package io.sheaf.engine.write;

/**
 * A file of a directory that is being written.
 *
 * @param name within the folder where it waits for its place
 */
record PartFile(String name, long rows) {}
