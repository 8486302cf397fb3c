package io.sheaf.parquet.read;

import org.apache.parquet.format.Encoding;

/**
 * A decompressed page.
 *
 * @param data the bytes; at least {@link #PADDING} more than the page needs, so that decoders may
 *     load whole words
 * @param values number of values with NULLs (entries, for a dictionary)
 * @param levels where the definition levels are in {@code data}; null if the column has none
 * @param content where the encoded values are
 */
record Page(byte[] data, int values, Encoding encoding, Range levels, Range content) {
  /** Readable bytes behind the end of every range. */
  static final int PADDING = 16;

  /** A half-open range of an array. */
  record Range(int start, int end) {
    int length() {
      return end - start;
    }
  }
}
