package io.sheaf.parquet.read;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.LongColumn;

/**
 * Decodes the values of one column, page by page, into arrays that hold one batch. For one thread.
 * A batch is begun, filled from one or more pages and turned into a column; the arrays are reused
 * by the next.
 */
abstract class ValueReader {

  /**
   * What the values of a column chunk have in common.
   *
   * @param interval bounds of decimals that are known to fit 64 bits, or null
   */
  record Chunk(String path, LongColumn.Interval interval, ReadMemory memory) {}

  /** Goes on with another chunk; what was known of the one before no longer holds. */
  abstract void chunk(Chunk chunk);

  /** Lets go of what was made for the chunk and is not used again for the next one. */
  void forget() {}

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
   * Whether the values of the page at hand are codes of a dictionary whose {@link #entries} stand
   * for them.
   */
  boolean coded() {
    return false;
  }

  /**
   * Decodes the codes of the next {@code count} values to row {@code at} and following; they are
   * all of the dictionary.
   */
  void codes(int[] out, int at, int count) {
    throw new IllegalStateException("no codes");
  }

  /** The entries of the dictionary in the order of their codes, and a NULL behind the last. */
  Column entries() {
    throw new IllegalStateException("no dictionary");
  }

  /**
   * The column of these codes, like {@link #column}.
   *
   * @param codes any within the dictionary where a row is NULL
   */
  Column ofCodes(int[] codes, int rows, long[] validity) {
    throw new IllegalStateException("no dictionary");
  }

  /** Whether {@link #pick} can decode values of the page at hand without those before them. */
  boolean pickable() {
    return false;
  }

  /**
   * Begins a batch with some of the next values and passes over all up to the last of them.
   *
   * @param rows which ones, counted from the next, ascending
   */
  void pick(int[] rows, int count) {
    throw new IllegalStateException("not pickable");
  }

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
