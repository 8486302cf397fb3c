package io.sheaf.connector.remote;

import io.sheaf.connector.ByteRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes few requests of many ranges: neighbours are fetched together where the bytes between them
 * are few beside what is wanted, and what is long is cut so that its parts are fetched side by
 * side.
 */
final class Coalescing {
  /** A request takes as long as some ten thousand bytes, even in the same machine. */
  private static final long FREE_GAP_BYTES = 16 << 10;

  /** Of a fetch no more than this part of what is wanted is fetched in vain. */
  private static final int WASTED_SHARE = 8;

  private static final long MOST_GAP_BYTES = 1 << 20;
  static final int MOST_BYTES = 8 << 20;

  private Coalescing() {}

  /**
   * What is to be fetched at once.
   *
   * @param range no longer than an array
   * @param wanted how many of its bytes somebody will read
   */
  record Fetch(ByteRange range, long wanted) {}

  /**
   * @param ranges in any order; they may overlap
   * @return disjoint, ascending
   */
  static List<Fetch> of(List<ByteRange> ranges) {
    List<ByteRange> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparingLong(ByteRange::start));
    List<Fetch> fetches = new ArrayList<>();
    Fetch open = null;
    for (ByteRange range : sorted) {
      Fetch both = open == null ? null : joined(open, range);
      if (both == null) {
        add(fetches, open);
        both = new Fetch(range, range.length());
      }
      open = both;
    }
    add(fetches, open);
    return fetches;
  }

  private static Fetch joined(Fetch open, ByteRange next) {
    ByteRange before = open.range();
    long gap = next.start() - before.end();
    long share = (open.wanted() + next.length()) / WASTED_SHARE;
    if (gap > Math.max(FREE_GAP_BYTES, Math.min(MOST_GAP_BYTES, share))) {
      return null;
    }
    long end = Math.max(before.end(), next.end());
    long more = end - Math.max(next.start(), before.end());
    return new Fetch(
        new ByteRange(before.start(), end - before.start()), open.wanted() + Math.max(0, more));
  }

  private static void add(List<Fetch> fetches, Fetch whole) {
    if (whole == null) {
      return;
    }
    long length = whole.range().length();
    long parts = (length + MOST_BYTES - 1) / MOST_BYTES;
    for (long i = 0; i < parts; i++) {
      long from = length * i / parts;
      long bytes = length * (i + 1) / parts - from;
      long wanted = parts == 1 ? whole.wanted() : bytes;
      fetches.add(new Fetch(new ByteRange(whole.range().start() + from, bytes), wanted));
    }
  }
}
