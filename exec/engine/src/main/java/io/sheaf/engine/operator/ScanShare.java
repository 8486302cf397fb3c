package io.sheaf.engine.operator;

import io.sheaf.connector.Split;
import java.util.ArrayList;
import java.util.List;

/**
 * What one of several tasks reads of a table: as many rows as each of the others, in one piece of
 * the table, so that what lies in order stays so. Cuts are few, as the reader of a piece of a row
 * group may have to unpack all of it. Immutable.
 *
 * @param index 0 to {@code count - 1}
 */
public record ScanShare(int index, int count) {
  public static final ScanShare ALL = new ScanShare(0, 1);

  /** A share may be larger or smaller by this part of it, where that saves a cut. */
  private static final int TOLERANCE = 16;

  /** So few rows are not worth a cut. */
  private static final long LEAST_ROWS = 16_384;

  /**
   * @param all the table, cut in the same way for all who share it
   */
  List<Split> of(List<Split> all) {
    long total = all.stream().mapToLong(Split::rows).sum();
    if (count == 1) {
      return List.copyOf(all);
    }
    List<Split> mine = new ArrayList<>();
    if (total <= 0) { // nobody knows how many there are
      for (int i = index; i < all.size(); i += count) {
        mine.add(all.get(i));
      }
      return mine;
    }
    long from = boundary(all, total, index);
    long to = boundary(all, total, index + 1);
    long first = 0;
    for (Split split : all) {
      long end = first + split.rows();
      long start = Math.max(first, from);
      long stop = Math.min(end, to);
      if (first == end ? isMine(first, from, to, total) : start == first && stop == end) {
        mine.add(split);
      } else if (start < stop) {
        mine.add(split.part(start - first, stop - first));
      }
      first = end;
    }
    return mine;
  }

  /** Who reads a split of which no rows are known. */
  private boolean isMine(long first, long from, long to, long total) {
    return first == total ? index == count - 1 : from <= first && first < to;
  }

  /** Where the share of this number begins: near its fair place. */
  private long boundary(List<Split> all, long total, int number) {
    long fair = total / count * number + total % count * number / count;
    long snap = Math.max(LEAST_ROWS, total / count / TOLERANCE);
    long first = 0;
    for (Split split : all) {
      long end = first + split.rows();
      if (first < fair && fair < end) {
        long nearer = fair - first <= end - fair ? first : end;
        boolean cuts = Math.abs(fair - nearer) > snap && split.part(0, 1) != null;
        return cuts ? fair : nearer;
      }
      first = end;
    }
    return fair;
  }
}
