package io.sheaf.connector;

/**
 * A file at one version.
 *
 * @param path absolute path or URI
 * @param version changes when the content may have changed (size and time, ETag)
 */
public record FileInfo(String path, long sizeBytes, String version) {}
