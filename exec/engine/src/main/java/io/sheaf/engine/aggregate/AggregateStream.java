package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.spill.Closing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * One driver's share of an aggregation's groups: takes partitions, merges each, and emits its rows.
 */
final class AggregateStream implements BatchStream {
  private final AggregationLayout layout;
  private final QueryContext query;
  private final Supplier<AggregationOutput> finished;
  private final List<BatchStream> distinctValues;
  private AggregationOutput output;
  private final int[] ids;
  private final Deque<MergeWork> parted = new ArrayDeque<>();

  /** Groups of the partition in hand that are read where they are, or null. */
  private LoneGroups lone;

  private GroupTable merged;
  private int emitted;
  private boolean closed;

  /**
   * @param distinctValues where distinct sets are apart, the values of each, closed by this stream
   */
  AggregateStream(
      AggregationLayout layout,
      QueryContext query,
      Supplier<AggregationOutput> finished,
      List<BatchStream> distinctValues) {
    this.distinctValues = distinctValues;
    this.layout = layout;
    this.query = query;
    this.finished = finished;
    this.ids = new int[query.settings().batchRows()];
  }

  @Override
  public Schema schema() {
    return layout.plan().schema();
  }

  @Override
  public Batch next() {
    if (closed) {
      return null;
    }
    query.checkCancelled();
    if (output == null) {
      output = finished.get();
    }
    if (output.whole() != null) {
      int from = output.nextGroups();
      return from < 0 ? null : emit(output.whole(), from);
    }
    while (true) {
      int count = lone == null ? 0 : lone.next(ids);
      if (count > 0) {
        return lone.table().output(ids, count);
      }
      if (merged != null && emitted < merged.groups()) {
        Batch batch = emit(merged, emitted);
        emitted += batch.rows();
        return batch;
      }
      if (!mergeNext()) {
        return null;
      }
    }
  }

  private Batch emit(GroupTable table, int from) {
    for (int set = 0; set < distinctValues.size(); set++) {
      BatchStream values = distinctValues.get(set);
      for (Batch batch = values.next(); batch != null; batch = values.next()) {
        table.addDistinct(set, batch);
      }
    }
    int count = Math.min(ids.length, table.groups() - from);
    for (int i = 0; i < count; i++) {
      ids[i] = from + i;
    }
    return table.output(ids, count);
  }

  /** Merges one more partition; one that does not fit is parted further. */
  private boolean mergeNext() {
    closeMerged();
    MergeWork work = parted.isEmpty() ? output.nextWork() : parted.pop();
    if (work == null) {
      return false;
    }
    emitted = 0;
    try (work) {
      lone = work.merge(() -> table(work), query);
    }
    if (merged != null) {
      merged.settled();
    }
    if (merged != null && merged.hasSpilled()) {
      SpilledPartitions rest = merged.takeSpilled();
      AggregationOutput.partitions(layout, List.of(rest), work.level() + 1).forEach(parted::push);
      closeTable();
    }
    return true;
  }

  private GroupTable table(MergeWork work) {
    if (merged == null) {
      merged = new GroupTable(layout, query, work.level(), List.of());
    }
    return merged;
  }

  private void closeMerged() {
    if (lone != null) {
      lone.close();
      lone = null;
    }
    closeTable();
  }

  private void closeTable() {
    if (merged != null) {
      GroupTable done = merged;
      merged = null;
      done.close();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Closing.all(
          () -> Closing.all(distinctValues, BatchStream::close),
          this::closeMerged,
          () -> Closing.drain(parted, MergeWork::close));
    }
  }
}
