package io.sheaf.engine.aggregate;

import io.sheaf.engine.QueryContext;
import io.sheaf.engine.aggregate.MergeWork.TableParts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What is left to read of a finished aggregation, handed out piece by piece. Thread-safe. */
final class AggregationOutput {
  private final GroupTable whole;
  private final List<MergeWork> works;
  private final int batchRows;
  private final AtomicInteger next = new AtomicInteger();

  private AggregationOutput(GroupTable whole, List<MergeWork> works, QueryContext query) {
    this.whole = whole;
    this.works = works;
    this.batchRows = query.settings().batchRows();
  }

  /** One table is read as it is; several are merged partition by partition. */
  static AggregationOutput inMemory(
      AggregationLayout layout, QueryContext query, List<GroupTable> tables) {
    if (tables.size() == 1) {
      return new AggregationOutput(tables.getFirst(), List.of(), query);
    }
    Parting parting = Parting.of(tables);
    if (parting instanceof Parting.ByRange range && OrderedMerge.suits(layout, tables)) {
      return new AggregationOutput(null, ordered(tables, range), query);
    }
    List<TableParts> parts = new ArrayList<>();
    for (GroupTable table : tables) {
      Partitioned groups = table.partitionGroups(parting);
      List<Partitioned> sets = new ArrayList<>();
      for (int set = 0; set < layout.innerSets(); set++) {
        sets.add(table.partitionSet(set, groups));
      }
      int[] numbers = sets.isEmpty() ? null : table.numbers();
      parts.add(new TableParts(table, groups, sets, numbers));
    }
    List<MergeWork> works = new ArrayList<>();
    Overlap overlap = new Overlap(query);
    for (int p = 0; p < SpilledPartitions.COUNT; p++) {
      works.add(new MergeWork.InMemory(parts, p, overlap));
    }
    return new AggregationOutput(null, works, query);
  }

  private static List<MergeWork> ordered(List<GroupTable> tables, Parting.ByRange range) {
    List<MergeWork> works = new ArrayList<>();
    for (int p = 0; p < SpilledPartitions.COUNT; p++) {
      works.add(OrderedMerge.of(tables, range.first(p), range.last(p)));
    }
    return works;
  }

  static AggregationOutput onDisk(
      AggregationLayout layout, QueryContext query, List<SpilledPartitions> spilled) {
    return new AggregationOutput(null, partitions(layout, spilled, 1), query);
  }

  /** The partitions that hold anything. */
  static List<MergeWork> partitions(
      AggregationLayout layout, List<SpilledPartitions> spilled, int level) {
    List<MergeWork> works = new ArrayList<>();
    for (int p = 0; p < SpilledPartitions.COUNT; p++) {
      int partition = p;
      if (!spilled.stream().allMatch(files -> files.isEmpty(partition))) {
        works.add(new MergeWork.OnDisk(layout, spilled, p, level));
      }
    }
    return works;
  }

  /** The table to read where nothing has to be merged, or null. */
  GroupTable whole() {
    return whole;
  }

  /** First group of the next piece of the whole table, or -1. */
  int nextGroups() {
    long from = (long) next.getAndIncrement() * batchRows;
    return from < whole.groups() ? (int) from : -1;
  }

  /** The next partition, or null. */
  MergeWork nextWork() {
    int index = next.getAndIncrement();
    return index < works.size() ? works.get(index) : null;
  }
}
