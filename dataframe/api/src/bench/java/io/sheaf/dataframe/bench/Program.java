package io.sheaf.dataframe.bench;

/** What is measured. Each program ends in one number, the same in both engines. */
enum Program {
  /** Word count: the lines of {@link Inputs#TEXT}, cut at blanks, counted by word. */
  WORDS,
  /** {@link #PAIRS} pairs of {@link #KEYS} keys, summed up by key. */
  REDUCE_BY_KEY,
  /** {@link #NUMBERS} numbers in order, which the reader of each partition checks. */
  SORT_BY_KEY,
  /** {@link #NUMBERS} pairs with {@link #KEYS} ones. */
  JOIN,
  /** Rows of {@link Inputs#PARQUET} as typed objects, counted by a lambda's condition. */
  TYPED_FILTER;

  static final long NUMBERS = 10_000_000;
  static final long PAIRS = 2 * NUMBERS;
  static final long KEYS = 1_000_000;

  /** A number that looks like chance, the same for the same number. */
  static long scattered(long number) {
    long mixed = (number ^ number >>> 31) * 0x9E3779B97F4A7C15L;
    return mixed ^ mixed >>> 29;
  }

  /** A key among {@link #KEYS}. */
  static long key(long number) {
    return Math.floorMod(scattered(number), KEYS);
  }

  /** What a word and its number add to the answer. */
  static long sum(String word, int count) {
    return (long) word.hashCode() * count;
  }
}
