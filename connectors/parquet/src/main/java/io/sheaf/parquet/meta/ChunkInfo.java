package io.sheaf.parquet.meta;

import org.apache.parquet.format.ColumnMetaData;

/**
 * One column of one row group: where its pages are and what is known of them.
 *
 * @param meta as the footer has it
 * @param start file position of the first page (the dictionary's, if there is one)
 * @param lengthBytes bytes of all pages with their headers
 * @param indexes where the page indexes are
 * @param checks checksums beyond those of the format, or null
 */
public record ChunkInfo(
    ColumnMetaData meta, long start, long lengthBytes, Indexes indexes, ChunkChecks checks) {

  /** Where the page indexes of a chunk are; a length of 0 means there is none. */
  public record Indexes(long columnOffset, int columnLength, long offsetOffset, int offsetLength) {
    public boolean present() {
      return columnLength > 0 && offsetLength > 0;
    }
  }

  public long end() {
    return start + lengthBytes;
  }
}
