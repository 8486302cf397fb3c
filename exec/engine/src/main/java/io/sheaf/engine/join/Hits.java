package io.sheaf.engine.join;

/**
 * The rows of one probe batch whose key is in the table, ascending, each with the first build row
 * of that key. Reused from batch to batch by one thread.
 */
final class Hits {
  int[] probe = new int[0];
  int[] build = new int[0];
  int count;

  /** Empties it and makes room for this many. */
  void reset(int rows) {
    if (probe.length < rows) {
      probe = new int[rows];
      build = new int[rows];
    }
    count = 0;
  }
}
