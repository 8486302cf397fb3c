package io.sheaf.engine.aggregate;

import java.util.Arrays;

/**
 * The rows of a chunk ordered by group. Made once and used by all accumulators that take the same
 * rows: each then adds up runs in registers instead of waiting for its last store to the same
 * group.
 */
final class GroupRuns {
  /** More groups are not worth the ordering. */
  static final int MOST_GROUPS = 32;

  static final int ROWS_PER_GROUP = 16;

  /** Lanes keep rows of one group that follow each other from waiting for one another's counts. */
  private static final int LANES = 4;

  private final int[] next = new int[LANES * MOST_GROUPS];

  /** Row numbers, group after group. */
  final int[] rows;

  /** Group g has {@code rows[starts[g] .. starts[g + 1])}. */
  final int[] starts = new int[MOST_GROUPS + 1];

  GroupRuns(int capacity) {
    rows = new int[capacity];
  }

  /** Finds {@link #starts}. */
  void count(GroupedRows in) {
    if (in.groupsNow == 1) {
      starts[0] = 0;
      starts[1] = in.count;
      return;
    }
    int[] groups = in.groups;
    int count = in.count;
    int quads = count & -LANES;
    Arrays.fill(next, 0, LANES * in.groupsNow, 0);
    for (int i = 0; i < quads; i += LANES) {
      next[LANES * groups[i]]++;
      next[LANES * groups[i + 1] + 1]++;
      next[LANES * groups[i + 2] + 2]++;
      next[LANES * groups[i + 3] + 3]++;
    }
    for (int i = quads; i < count; i++) {
      next[LANES * groups[i]]++;
    }
    int at = 0;
    for (int lane = 0; lane < LANES * in.groupsNow; lane++) {
      if (lane % LANES == 0) {
        starts[lane / LANES] = at;
      }
      int size = next[lane];
      next[lane] = at;
      at += size;
    }
    starts[in.groupsNow] = at;
  }

  /** Fills {@link #rows}, after {@link #count}. */
  void order(GroupedRows in) {
    if (in.groupsNow == 1) {
      System.arraycopy(in.rows, 0, rows, 0, in.count);
      return;
    }
    int[] groups = in.groups;
    int[] from = in.rows;
    int count = in.count;
    int quads = count & -LANES;
    for (int i = 0; i < quads; i += LANES) {
      rows[next[LANES * groups[i]]++] = from[i];
      rows[next[LANES * groups[i + 1] + 1]++] = from[i + 1];
      rows[next[LANES * groups[i + 2] + 2]++] = from[i + 2];
      rows[next[LANES * groups[i + 3] + 3]++] = from[i + 3];
    }
    for (int i = quads; i < count; i++) {
      rows[next[LANES * groups[i]]++] = from[i];
    }
  }
}
