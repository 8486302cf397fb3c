package io.sheaf.engine.aggregate;

import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.QueryContext;
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
  public LoneGroups merge(Into into, QueryContext query) {
    MemoryLease lease = query.memory().lease("HashAggregate", false);
    try {
      int[][] lone = reserved(lease);
      int[] loneCounts = new int[starts.length];
      merge(into, lone, loneCounts);
      if (lone == null) {
        lease.close();
        return null;
      }
      LoneGroups found = new LoneGroups(lease);
      for (int t = 0; t < starts.length; t++) {
        found.add(tables.get(t), lone[t], loneCounts[t]);
      }
      return found;
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  /** Room for the numbers of all groups; null, and none held, when the memory is refused. */
  private int[][] reserved(MemoryLease lease) {
    long groups = 0;
    for (int t = 0; t < starts.length; t++) {
      groups += ends[t] - starts[t];
    }
    if (!lease.tryGrow(Integer.BYTES * groups)) {
      return null;
    }
    int[][] numbers = new int[starts.length][];
    for (int t = 0; t < starts.length; t++) {
      numbers[t] = new int[ends[t] - starts[t]];
    }
    return numbers;
  }

  /**
   * Merges run by run. Only its first and last group may another table have, too, as long as runs
   * end where another table's begins.
   *
   * @param lone takes, by table, the groups that need no merging; or null where all are merged
   */
  private void merge(Into into, int[][] lone, int[] loneCounts) {
    int[] at = starts.clone();
    int[] slice = new int[GroupTable.CHUNK];
    long rows = 0;
    boolean anyBefore = false;
    long before = 0;
    boolean isShort = false;
    for (int runs = 0; ; runs++) {
      int table = smallest(at, -1);
      if (table < 0) {
        return;
      }
      int other = smallest(at, table);
      isShort |= runs > FIRST_RUNS && rows < (long) SHORT_RUN * runs;
      int from = at[table];
      int end =
          other < 0 || isShort ? ends[table] : endOfRun(table, from, number(other, at[other]));
      rows += end - from;
      at[table] = end;
      if (isShort || lone == null) {
        feed(into, table, from, end, slice);
        continue;
      }
      int first = anyBefore && number(table, from) == before ? from + 1 : from;
      anyBefore = true;
      before = number(table, end - 1);
      int last = other >= 0 && end > first && before == number(other, at[other]) ? end - 1 : end;
      feed(into, table, from, first, slice);
      for (int group = first; group < last; group++) {
        lone[table][loneCounts[table]++] = group;
      }
      feed(into, table, Math.max(first, last), end, slice);
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

  private void feed(Into into, int table, int from, int to, int[] slice) {
    for (int first = from; first < to; first += slice.length) {
      int count = Math.min(slice.length, to - first);
      for (int i = 0; i < count; i++) {
        slice[i] = first + i;
      }
      into.table().mergeStates(tables.get(table).states(slice, count));
    }
  }

  @Override
  public void close() {}
}
