package io.sheaf.connector;

/**
 * Bytes of a file.
 *
 * @param start position of the first
 * @param length more than 0
 */
public record ByteRange(long start, long length) {
  public ByteRange {
    if (start < 0 || length <= 0) {
      throw new IllegalArgumentException(length + " bytes at " + start);
    }
  }

  /** Position behind the last. */
  public long end() {
    return start + length;
  }
}
