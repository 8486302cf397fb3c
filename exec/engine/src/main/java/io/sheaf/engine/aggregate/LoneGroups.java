package io.sheaf.engine.aggregate;

import io.sheaf.columnar.memory.MemoryLease;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups that only one table has: nothing is to be merged, they are read where they are. For one
 * thread.
 */
final class LoneGroups implements AutoCloseable {
  private record Part(GroupTable table, int[] groups, int count) {}

  private final MemoryLease lease;
  private final List<Part> parts = new ArrayList<>();
  private int part;
  private int from;

  /**
   * @param lease what the groups' numbers are reserved in; closed by {@link #close()}
   */
  LoneGroups(MemoryLease lease) {
    this.lease = lease;
  }

  void add(GroupTable table, int[] groups, int count) {
    parts.add(new Part(table, groups, count));
  }

  /** Takes the next groups, all of one table; 0 when there are no more. */
  int next(int[] out) {
    while (part < parts.size() && from == parts.get(part).count()) {
      part++;
      from = 0;
    }
    if (part == parts.size()) {
      return 0;
    }
    Part now = parts.get(part);
    int count = Math.min(out.length, now.count() - from);
    System.arraycopy(now.groups(), from, out, 0, count);
    from += count;
    return count;
  }

  /** The table of the groups that were taken last. */
  GroupTable table() {
    return parts.get(part).table();
  }

  @Override
  public void close() {
    lease.close();
  }
}
