package io.sheaf.parquet.write;

import io.sheaf.columnar.Column;

/**
 * The values of the page that a column is filling, without NULLs, and the dictionary of its chunk.
 * For one thread.
 */
abstract class PageValues {

  /**
   * Takes rows of a column (never a constant one) until the page is large enough.
   *
   * @param validity the column's, or null
   * @return the first row that was not taken
   */
  abstract int append(Column column, int from, int to, long[] validity);

  /** Number of values in the page. */
  abstract int count();

  /** Bytes of the page's values, about. */
  abstract long bytes();

  /** Bytes of memory, the dictionary's included. */
  abstract long heldBytes();

  /** Whether the page can be written as codes; false for good once the dictionary does not pay. */
  abstract boolean dictionaryPays();

  /** Ends the use of the dictionary for the pages to come (this one included). */
  abstract void abandonDictionary();

  /** Entries of the dictionary so far. */
  abstract int dictionarySize();

  /** The codes of the page's values. */
  abstract int[] codes();

  /** Writes the dictionary's entries in PLAIN. */
  abstract void writeDictionary(ByteSink out);

  /** Writes the page's values in PLAIN. */
  abstract void writePlain(ByteSink out);

  /** Smallest and largest value of the page. */
  abstract Extremes extremes();

  /** Forgets the page's values. */
  abstract void clearPage();

  /** Forgets the dictionary too. */
  abstract void clearChunk();

  /** Gives back, after {@link #clearChunk}, the memory that was not needed from the beginning. */
  abstract void release();
}
