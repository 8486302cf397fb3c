package io.sheaf.parquet.prune;

import java.util.ArrayList;
import java.util.List;

/** Ascending, disjoint, non-empty ranges of rows of a row group. */
public record RowRanges(List<Range> ranges) {
  /** Half-open. */
  public record Range(long start, long end) {
    public long rows() {
      return end - start;
    }
  }

  public RowRanges {
    ranges = List.copyOf(ranges);
  }

  public static RowRanges of(long start, long end) {
    return new RowRanges(start < end ? List.of(new Range(start, end)) : List.of());
  }

  public long rows() {
    return ranges.stream().mapToLong(Range::rows).sum();
  }

  /** The rows in both. */
  public RowRanges and(RowRanges other) {
    List<Range> both = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < ranges.size() && j < other.ranges.size()) {
      Range a = ranges.get(i);
      Range b = other.ranges.get(j);
      long start = Math.max(a.start(), b.start());
      long end = Math.min(a.end(), b.end());
      if (start < end) {
        both.add(new Range(start, end));
      }
      if (a.end() < b.end()) {
        i++;
      } else {
        j++;
      }
    }
    return new RowRanges(both);
  }

  /** Builds ranges from pieces in ascending order, joining neighbours. */
  public static final class Builder {
    private final List<Range> ranges = new ArrayList<>();

    public void add(long start, long end) {
      if (start >= end) {
        return;
      }
      if (!ranges.isEmpty() && ranges.getLast().end() == start) {
        ranges.set(ranges.size() - 1, new Range(ranges.getLast().start(), end));
      } else {
        ranges.add(new Range(start, end));
      }
    }

    public RowRanges build() {
      return new RowRanges(ranges);
    }
  }
}
