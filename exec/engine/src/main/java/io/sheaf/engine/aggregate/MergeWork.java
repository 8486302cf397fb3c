package io.sheaf.engine.aggregate;

import io.sheaf.engine.QueryContext;
import io.sheaf.engine.spill.Closing;
import io.sheaf.engine.spill.SpillFile;
import java.util.List;
import java.util.Objects;

/** One partition's states, in tables or on disk, that belong into one table. */
sealed interface MergeWork extends AutoCloseable
    permits MergeWork.InMemory, MergeWork.OnDisk, OrderedMerge {
  /** Level of the table that takes the states. */
  int level();

  /**
   * Merges what has to be merged.
   *
   * @param into makes the table for it where there is any
   * @return groups that need no merging, closed by the caller; or null
   */
  LoneGroups merge(Into into, QueryContext query);

  /** Makes a table when it is first asked for. */
  interface Into {
    GroupTable table();
  }

  @Override
  void close();

  /** A partition of tables in memory. */
  record InMemory(List<TableParts> tables, int partition, Overlap overlap) implements MergeWork {
    @Override
    public int level() {
      return 1;
    }

    @Override
    public LoneGroups merge(Into into, QueryContext query) {
      Overlap.Split split = hasSets() ? null : overlap.split(this);
      if (split == null) {
        tables.forEach(parts -> mergeGroups(parts, into.table()));
        if (hasSets() && !DistinctCounts.merge(tables, partition, into.table(), query)) {
          expectSets(into);
          tables.forEach(parts -> mergeSets(parts, into.table()));
        }
        return null;
      }
      try {
        for (int t = 0; t < split.left().length; t++) {
          GroupTable from = tables.get(t).table();
          int[] left = split.left()[t];
          Partitioned.slices(
              left,
              0,
              left.length,
              (ids, count) -> into.table().mergeStates(from.states(ids, count)));
        }
        return split.lone();
      } catch (RuntimeException | Error e) {
        split.lone().close();
        throw e;
      }
    }

    private void expectSets(Into into) {
      for (int s = 0; s < tables.getFirst().sets().size(); s++) {
        long entries = 0;
        for (TableParts parts : tables) {
          entries += parts.sets().get(s).size(partition);
        }
        for (TableParts parts : tables) {
          into.table().expectSet(s, parts.table(), entries);
        }
      }
    }

    private boolean hasSets() {
      return !tables.getFirst().sets().isEmpty();
    }

    private void mergeGroups(TableParts parts, GroupTable into) {
      GroupTable from = parts.table();
      int[] numbers = parts.numbers();
      parts
          .groups()
          .forEach(partition, (p, ids, count) -> into.mergeStates(from, ids, count, numbers));
    }

    private void mergeSets(TableParts parts, GroupTable into) {
      GroupTable from = parts.table();
      int[] numbers = parts.numbers();
      for (int s = 0; s < parts.sets().size(); s++) {
        int set = s;
        parts
            .sets()
            .get(s)
            .forEach(partition, (p, ids, count) -> into.mergeSet(set, from, ids, count, numbers));
      }
    }

    @Override
    public void close() {}
  }

  /**
   * A finished table with its groups and distinct sets sorted by partition.
   *
   * @param numbers where a partition's groups are noted as the table numbers them that they go
   *     into; null without distinct sets
   */
  record TableParts(GroupTable table, Partitioned groups, List<Partitioned> sets, int[] numbers) {}

  /** A partition of what tables wrote to disk. */
  record OnDisk(AggregationLayout layout, List<SpilledPartitions> spilled, int partition, int level)
      implements MergeWork {
    @Override
    public LoneGroups merge(Into into, QueryContext query) {
      GroupTable table = into.table();
      spilled.forEach(files -> files.drainStates(partition, table));
      int sets = layout.innerSets();
      if (sets > 0 && !table.hasSpilled()) {
        table.complete();
      }
      for (int s = 0; s < sets; s++) {
        int set = s;
        if (table.hasSpilled()) {
          spilled.forEach(files -> files.drainSet(partition, set, table));
        } else {
          new DistinctPieces(layout, query, table, set).merge(takeSet(set));
        }
      }
      return null;
    }

    private List<SpillFile> takeSet(int set) {
      return spilled.stream()
          .map(files -> files.takeSet(partition, set))
          .filter(Objects::nonNull)
          .toList();
    }

    @Override
    public void close() {
      Closing.all(spilled, files -> files.close(partition));
    }
  }
}
