package io.sheaf.engine.aggregate;

import io.sheaf.engine.spill.Closing;
import java.util.List;

/** One partition's states, in tables or on disk, that belong into one table. */
sealed interface MergeWork extends AutoCloseable
    permits MergeWork.InMemory, MergeWork.OnDisk, OrderedMerge {
  /** Level of the table that takes the states. */
  int level();

  void mergeInto(GroupTable table);

  @Override
  void close();

  /** A partition of tables in memory. */
  record InMemory(List<TableParts> tables, int partition) implements MergeWork {
    @Override
    public int level() {
      return 1;
    }

    @Override
    public void mergeInto(GroupTable into) {
      for (TableParts parts : tables) {
        GroupTable from = parts.table();
        parts
            .groups()
            .forEach(partition, (p, ids, count) -> into.mergeStates(from.states(ids, count)));
        for (int s = 0; s < parts.sets().size(); s++) {
          int set = s;
          parts
              .sets()
              .get(s)
              .forEach(
                  partition, (p, ids, count) -> into.mergeSet(set, from.setRows(set, ids, count)));
        }
      }
    }

    @Override
    public void close() {}
  }

  /** A finished table with its groups and distinct sets sorted by partition. */
  record TableParts(GroupTable table, Partitioned groups, List<Partitioned> sets) {}

  /** A partition of what tables wrote to disk. */
  record OnDisk(List<SpilledPartitions> spilled, int partition, int level) implements MergeWork {
    @Override
    public void mergeInto(GroupTable into) {
      for (SpilledPartitions files : spilled) {
        files.drain(partition, into);
      }
    }

    @Override
    public void close() {
      Closing.all(spilled, files -> files.close(partition));
    }
  }
}
