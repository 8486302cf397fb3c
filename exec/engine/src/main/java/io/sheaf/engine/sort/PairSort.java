package io.sheaf.engine.sort;

import io.sheaf.engine.QueryContext;
import java.util.Arrays;

/**
 * Sorts numbers and carries an int along with each; equal numbers keep their order. Distributes
 * them by leading bits until what is left of a number and its place in a bucket fit 64 bits. For
 * one thread.
 */
final class PairSort {
  /** Buckets of about so many pairs fit the nearest cache. */
  private static final int BUCKET_ROWS = 1024;

  private static final int MOST_BUCKET_BITS = 12;
  private static final int INSERTION_ROWS = 24;

  private final long[] keys;
  private final int[] ids;
  private final long[] spareKeys;
  private final int[] spareIds;
  private final QueryContext query;
  private long[] words = new long[0];

  /** Bytes that sorting needs for each pair, the pairs included. */
  static final int PAIR_BYTES = 24;

  /** Sorts the arrays themselves, by signed numbers. */
  PairSort(long[] keys, int[] ids, QueryContext query) {
    this.keys = keys;
    this.ids = ids;
    this.spareKeys = new long[keys.length];
    this.spareIds = new int[ids.length];
    this.query = query;
  }

  void sort() {
    sort(0, keys.length);
  }

  /** Sorts a range. */
  void sort(int from, int to) {
    int rows = to - from;
    if (rows <= INSERTION_ROWS) {
      insertionSort(from, to);
      return;
    }
    query.checkCancelled();
    long least = keys[from];
    long greatest = least;
    for (int i = from + 1; i < to; i++) {
      least = Math.min(least, keys[i]);
      greatest = Math.max(greatest, keys[i]);
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(greatest - least);
    int placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1);
    if (bits == 0) {
      return;
    }
    if (rows <= 2 * BUCKET_ROWS && bits + placeBits < Long.SIZE) {
      sortWords(from, to, least, placeBits);
    } else {
      distribute(from, to, least, bits);
    }
  }

  private void insertionSort(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long key = keys[i];
      int id = ids[i];
      int j = i - 1;
      while (j >= from && keys[j] > key) {
        keys[j + 1] = keys[j];
        ids[j + 1] = ids[j];
        j--;
      }
      keys[j + 1] = key;
      ids[j + 1] = id;
    }
  }

  /** Each number less the least, its place below it. */
  private void sortWords(int from, int to, long least, int placeBits) {
    int rows = to - from;
    if (words.length < rows) {
      words = new long[2 * BUCKET_ROWS];
    }
    for (int i = 0; i < rows; i++) {
      words[i] = keys[from + i] - least << placeBits | i;
      spareIds[from + i] = ids[from + i];
    }
    Arrays.sort(words, 0, rows);
    int mask = (1 << placeBits) - 1;
    for (int i = 0; i < rows; i++) {
      keys[from + i] = (words[i] >>> placeBits) + least;
      ids[from + i] = spareIds[from + ((int) words[i] & mask)];
    }
  }

  /** Sorts by leading bits, then what has these in common. */
  private void distribute(int from, int to, long least, int bits) {
    int rows = to - from;
    int placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1);
    int wanted =
        Math.max(
            Integer.SIZE - Integer.numberOfLeadingZeros(rows / BUCKET_ROWS),
            bits + placeBits - Long.SIZE + 1);
    int bucketBits = Math.min(bits, Math.clamp(wanted, 1, MOST_BUCKET_BITS));
    int shift = bits - bucketBits;
    int[] ends = new int[1 << bucketBits];
    for (int i = from; i < to; i++) {
      ends[(int) (keys[i] - least >>> shift)]++;
    }
    int at = from;
    for (int b = 0; b < ends.length; b++) {
      int count = ends[b];
      ends[b] = at;
      at += count;
    }
    for (int i = from; i < to; i++) {
      int place = ends[(int) (keys[i] - least >>> shift)]++;
      spareKeys[place] = keys[i];
      spareIds[place] = ids[i];
    }
    System.arraycopy(spareKeys, from, keys, from, rows);
    System.arraycopy(spareIds, from, ids, from, rows);
    int start = from;
    for (int end : ends) {
      sort(start, end);
      start = end;
    }
  }
}
