package io.sheaf.engine.aggregate;

import java.util.List;

/**
 * A range of keys of tables whose groups are in the order of their keys: groups are taken in the
 * order of the keys over all tables, so that the table they go into needs no more than its last
 * group. Where drivers took turns with a clustered file, long runs of groups are of one table.
 */
record OrderedMerge(List<GroupTable> tables, int[] starts, int[] ends) implements MergeWork {
  /** Shorter runs than this, after the first few, are not worth the search for their ends. */
  private static final int SHORT_RUN = 64;

  private static final int FIRST_RUNS = 256;

  /** Whether these tables can be merged so. */
  static boolean suits(AggregationLayout layout, List<GroupTable> tables) {
    return layout.innerSets() == 0
        && tables.stream()
            .allMatch(t -> t.index().packed() != null && t.index().packed().isOrdered());
  }

  /** The groups from a key on that is below another one. */
  static OrderedMerge of(List<GroupTable> tables, long least, long most) {
    int[] starts = new int[tables.size()];
    int[] ends = new int[tables.size()];
    for (int t = 0; t < starts.length; t++) {
      PackedGroups groups = tables.get(t).index().packed();
      starts[t] = first(groups, least, 0, groups.groups());
      ends[t] =
          most == Long.MAX_VALUE
              ? groups.groups()
              : first(groups, most + 1, starts[t], groups.groups());
    }
    return new OrderedMerge(tables, starts, ends);
  }

  /** The first group in a range whose key is not below this one; the range's end where none is. */
  private static int first(PackedGroups groups, long key, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = low + high >>> 1;
      if (groups.number(middle) < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public int level() {
    return 1;
  }

  @Override
  public void mergeInto(GroupTable into) {
    int[] at = starts.clone();
    int[] slice = new int[GroupTable.CHUNK];
    long rows = 0;
    for (int runs = 0; ; runs++) {
      int table = smallest(at, -1);
      if (table < 0) {
        return;
      }
      int other = smallest(at, table);
      boolean isShort = runs > FIRST_RUNS && rows < (long) SHORT_RUN * runs;
      int end =
          other < 0 || isShort ? ends[table] : endOfRun(table, at[table], number(other, at[other]));
      rows += end - at[table];
      feed(into, table, at[table], end, slice);
      at[table] = end;
    }
  }

  private long number(int table, int group) {
    return tables.get(table).index().packed().number(group);
  }

  /** The table whose next key is the smallest, except one; -1 for none. */
  private int smallest(int[] at, int except) {
    int found = -1;
    for (int t = 0; t < at.length; t++) {
      if (t != except
          && at[t] < ends[t]
          && (found < 0 || number(t, at[t]) < number(found, at[found]))) {
        found = t;
      }
    }
    return found;
  }

  /** Where the groups end that are not above another table's next key. */
  private int endOfRun(int table, int from, long limit) {
    PackedGroups groups = tables.get(table).index().packed();
    int low = from;
    for (int step = 1; low + step < ends[table] && groups.number(low + step) <= limit; step <<= 1) {
      low += step;
    }
    if (limit == Long.MAX_VALUE) {
      return ends[table];
    }
    return first(groups, limit + 1, low, ends[table]);
  }

  private void feed(GroupTable into, int table, int from, int to, int[] slice) {
    for (int first = from; first < to; first += slice.length) {
      int count = Math.min(slice.length, to - first);
      for (int i = 0; i < count; i++) {
        slice[i] = first + i;
      }
      into.mergeStates(tables.get(table).states(slice, count));
    }
  }

  @Override
  public void close() {}
}
