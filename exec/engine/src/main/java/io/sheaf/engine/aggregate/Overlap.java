package io.sheaf.engine.aggregate;

import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.QueryContext;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds, partition by partition, the groups that only one of several tables has, by their hashes
 * alone: equal ones in two tables may be the same group. Where few are lone it stops looking.
 * Thread-safe.
 */
final class Overlap {
  private static final int SHARED = -1;

  /** Bytes a group at most: its hash, its number in three arrays, up to four slots with owners. */
  private static final int BYTES_PER_GROUP = 8 + 3 * 4 + 4 * (8 + 4);

  /** Those that are kept: its number, as a lone one and as one that is left. */
  private static final int KEPT_PER_GROUP = 2 * 4;

  private final QueryContext query;
  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong lone = new AtomicLong();

  Overlap(QueryContext query) {
    this.query = query;
  }

  /** What was found in a partition: groups of one table, and by table those left to be merged. */
  record Split(LoneGroups lone, int[][] left) {}

  /** Splits a partition; null where that is not worth its time or memory. */
  Split split(MergeWork.InMemory work) {
    if (lone.get() < seen.get() / 4) {
      return null;
    }
    int tables = work.tables().size();
    int[][] groups = new int[tables][];
    long total = 0;
    for (int t = 0; t < tables; t++) {
      total += work.tables().get(t).groups().size(work.partition());
    }
    MemoryLease lease = query.memory().lease("HashAggregate", false);
    try {
      if (total > 1 << 28 || !lease.tryGrow(BYTES_PER_GROUP * total)) {
        lease.close();
        return null;
      }
      for (int t = 0; t < tables; t++) {
        groups[t] = work.tables().get(t).groups().of(work.partition());
      }
      return split(work, groups, (int) total, lease);
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  private Split split(MergeWork.InMemory work, int[][] groups, int total, MemoryLease lease) {
    long[][] hashes = new long[groups.length][];
    Owners owners = new Owners(total);
    for (int t = 0; t < groups.length; t++) {
      hashes[t] = work.tables().get(t).table().hashes(groups[t]);
      owners.enter(hashes[t], t);
    }
    LoneGroups found = new LoneGroups(lease);
    int[][] left = new int[groups.length][];
    for (int t = 0; t < groups.length; t++) {
      int[] alone = new int[groups[t].length];
      int loneCount = 0;
      int leftCount = 0;
      for (int i = 0; i < alone.length; i++) {
        int group = groups[t][i];
        if (owners.areMany(hashes[t][i])) {
          groups[t][leftCount++] = group;
        } else {
          alone[loneCount++] = group;
        }
      }
      found.add(work.tables().get(t).table(), alone, loneCount);
      left[t] = Arrays.copyOf(groups[t], leftCount);
      lone.addAndGet(loneCount);
    }
    seen.addAndGet(total);
    lease.shrink((BYTES_PER_GROUP - KEPT_PER_GROUP) * (long) total);
    return new Split(found, left);
  }

  /** The table that has a hash, by hash; or that several have it. */
  private static final class Owners {
    private final long[] slots;
    private final int[] tables;
    private final int mask;

    Owners(int hashes) {
      mask = Integer.highestOneBit(Math.max(1, hashes)) * 4 - 1;
      slots = new long[mask + 1];
      tables = new int[mask + 1];
    }

    void enter(long[] hashes, int table) {
      for (long hash : hashes) {
        int slot = find(hash);
        slots[slot] = hash;
        tables[slot] = tables[slot] == 0 || tables[slot] == table + 1 ? table + 1 : SHARED;
      }
    }

    boolean areMany(long hash) {
      return tables[find(hash)] == SHARED;
    }

    private int find(long hash) {
      int slot = (int) hash & mask;
      while (tables[slot] != 0 && slots[slot] != hash) {
        slot = slot + 1 & mask;
      }
      return slot;
    }
  }
}
