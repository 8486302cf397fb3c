package io.sheaf.parquet.read;

import io.sheaf.columnar.Column;

/**
 * Decodes the values of one column, page by page, into arrays that hold one batch. For one thread.
 * A batch is begun, filled from one or more pages and turned into a column; the arrays are reused
 * by the next.
 */
abstract class ValueReader {

  /** Starts a batch of at most {@code rows} rows. */
  abstract void begin(int rows);

  /** Takes the chunk's dictionary; its array may be overwritten afterwards. */
  abstract void dictionary(Page page);

  /** Entries of the chunk's dictionary, or -1 if it has none or it was not taken yet. */
  int dictionarySize() {
    return -1;
  }

  /** PLAIN bytes of an entry of the dictionary. */
  byte[] entry(int code) {
    throw new IllegalStateException("no dictionary");
  }

  /** Goes on with a data page, whose array stays as it is until the next one. */
  abstract void page(Page page);

  /**
   * Decodes the next {@code count} values (no NULLs among them) to row {@code at} and following.
   */
  abstract void read(int at, int count);

  /** Passes over the next {@code count} values. */
  abstract void skip(int count);

  /**
   * Moves {@code present} values, which were decoded to row {@code at} and following, to those of
   * the {@code rows} rows from {@code at} on that are not NULL.
   */
  abstract void spread(int at, int rows, int present, long[] validity);

  /**
   * The batch's column.
   *
   * @param validity null if no row is NULL
   */
  abstract Column column(int rows, long[] validity);

  /** Whether columns refer to page arrays, which then must not be reused. */
  boolean keepsPages() {
    return false;
  }

  /** Bytes held per row of a batch, about. */
  abstract int bytesPerRow();
}
